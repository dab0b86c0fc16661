//! The site as a browser meets it: guards, headers, forms. One binary, real requests, no network.

mod browser;
mod guards;
mod headers;
mod plan;
mod region;
mod sign_in;
