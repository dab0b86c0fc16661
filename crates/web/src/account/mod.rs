//! Signing in, one's own account, and who has an account.

mod manage;
mod own;
mod record;
mod sign_in;

use app::Act;

use crate::{Guard, Routes};

/// Routes of accounts.
pub fn routes() -> Routes {
    Routes::new()
        .get("/masuk", Guard::Public, sign_in::show)
        .post("/masuk", Guard::Public, sign_in::enter)
        .post("/keluar", Guard::SignedIn, sign_in::leave)
        .get("/akun", Guard::SignedIn, own::show)
        .get("/akun/sandi", Guard::SignedIn, own::password)
        .post("/akun/sandi", Guard::SignedIn, own::change_password)
        .post("/akun/keluar-semua", Guard::SignedIn, own::leave_everywhere)
        .post("/akun/sesi/{id}/akhiri", Guard::SignedIn, own::end_session)
        .post("/akun/tugas/{id}", Guard::SignedIn, own::choose)
        .get("/pengaturan/akun", Guard::Act(Act::AccountView), manage::index)
        .get("/pengaturan/akun/baru", Guard::Act(Act::AccountManage), manage::new)
        .post("/pengaturan/akun/baru", Guard::Act(Act::AccountManage), manage::create)
        .get("/pengaturan/akun/{id}", Guard::Act(Act::AccountManage), record::show)
        .post("/pengaturan/akun/{id}/tugas", Guard::Act(Act::AccountManage), record::assign)
        .post(
            "/pengaturan/akun/{id}/tugas/{assignment}/akhiri",
            Guard::Act(Act::AccountManage),
            record::end,
        )
        .post("/pengaturan/akun/{id}/keadaan", Guard::Act(Act::AccountManage), manage::set_state)
}
