// All journeys in one process: one demo, one browser. `cargo xtask test --only browser` runs this.

import { after, before } from "node:test";
import { startDemo } from "./demo.mjs";
import { People } from "./people.mjs";
import { startPost } from "./post.mjs";
import { journeys as letter } from "./journeys/letter.mjs";
import { journeys as life } from "./journeys/life.mjs";
import { journeys as look } from "./journeys/look.mjs";
import { journeys as door } from "./journeys/door.mjs";
import { journeys as filling } from "./journeys/filling.mjs";
import { journeys as hands } from "./journeys/hands.mjs";
import { journeys as instrument } from "./journeys/instrument.mjs";
import { journeys as meeting } from "./journeys/meeting.mjs";
import { journeys as notice } from "./journeys/notice.mjs";
import { journeys as outreach } from "./journeys/outreach.mjs";
import { journeys as pages } from "./journeys/pages.mjs";
import { journeys as pictures } from "./journeys/pictures.mjs";
import { journeys as plan } from "./journeys/plan.mjs";

/** What every journey shares; filled before the first one starts. */
const run = {};

before(async () => {
  run.post = await startPost();
  run.demo = await startDemo(run.post);
  run.people = await People.start(run.demo);
});

after(async () => {
  await run.people?.stop();
  await run.demo?.stop();
  await run.post?.stop();
});

// Those who only look come first: what they see is the demo as it was made.
for (const journeys of [look, door, pictures, pages, plan, hands, meeting, notice, outreach, instrument, letter, filling, life]) journeys(run);
