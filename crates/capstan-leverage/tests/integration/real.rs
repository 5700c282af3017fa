//! On real ratings, where `CAPSTAN_DATA` says where they are.

use capstan_data::{Keep, ReadOptions, read};
use capstan_learn::{Params, find};
use capstan_leverage::Operator;
use capstan_leverage::baseline::{Request, measure};
use capstan_worlds::{Cache, Design, Protocol};
use std::path::Path;

/// Surprise 1.1.5: `cross_validate(SVD(random_state=0), ...)` on ml-latest-small
/// with `KFold(5, random_state=0, shuffle=True)` and ratings from 0.5 to 5.
const SURPRISE_RMSE: f64 = 0.8726;

#[test]
fn svd_agrees_with_surprise_on_the_same_folds() {
    let Some(folder) = std::env::var_os("CAPSTAN_DATA") else {
        eprintln!("CAPSTAN_DATA is not set: not compared with Surprise");
        return;
    };
    let keep = Keep {
        times: false,
        rows: true,
    };
    let options = ReadOptions {
        keep,
        ..ReadOptions::default()
    };
    let data = read(
        &Path::new(&folder).join("ml-latest-small/ratings.csv"),
        &options,
    )
    .unwrap();
    let model = find("svd").unwrap();
    let params = Params::new(model.info(), []).unwrap();
    let operator = Operator {
        data: &data,
        hash: "",
        synthetic: false,
        model,
        params: &params,
    };
    let design = Design {
        seed: 1,
        folds: 5,
        protocol: Protocol::Published,
    };
    let request = Request {
        design,
        replicates: 2,
    };
    let found = measure(operator, request, &Cache::in_memory(), &()).unwrap();
    let rmse = found.metrics[1].value.unwrap();
    assert!((rmse - SURPRISE_RMSE).abs() < 0.003, "{rmse}");
}
