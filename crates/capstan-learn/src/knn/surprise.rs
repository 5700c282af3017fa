//! Both models against Surprise 1.1.5 on the same fold of ml-latest-small.

use crate::params::Params;
use crate::training::Training;
use capstan_data::{Feedback, Ids, Keep, Rating, Ratings, Scale};
use capstan_stats::Stream;

/// Model, similarity, baseline, and the RMSE of Surprise's KNNBasic or
/// KNNBaseline with its defaults. Every fifth row of the file, from the first,
/// is for testing; the others are for training, shuffled, because Surprise
/// breaks ties by the order of rows (two shuffles differ by up to 0.0001).
const SURPRISE: [(&str, &str, &str, f64); 12] = [
    ("item-knn", "msd", "no", 0.90534),
    ("item-knn", "msd", "yes", 0.86023),
    ("item-knn", "cosine", "no", 0.97524),
    ("item-knn", "cosine", "yes", 0.88668),
    ("item-knn", "pearson", "no", 0.96823),
    ("item-knn", "pearson", "yes", 0.87413),
    ("user-knn", "msd", "no", 0.93890),
    ("user-knn", "msd", "yes", 0.86648),
    ("user-knn", "cosine", "no", 0.96452),
    ("user-knn", "cosine", "yes", 0.87064),
    ("user-knn", "pearson", "no", 0.96470),
    ("user-knn", "pearson", "yes", 0.86819),
];

fn load() -> Option<Ratings> {
    let dir = std::env::var("CAPSTAN_DATA").ok()?;
    let path = format!("{dir}/ml-latest-small/ratings.csv");
    let text = std::fs::read_to_string(path).expect("ml-latest-small is in CAPSTAN_DATA");
    let (mut users, mut items) = (Ids::new(), Ids::new());
    let mut all = Vec::new();
    for (line, row) in text.lines().skip(1).zip(0..) {
        let fields: Vec<&str> = line.split(',').collect();
        all.push(Rating {
            user: users.insert(fields[0]).unwrap(),
            item: items.insert(fields[1]).unwrap(),
            value: fields[2].parse().unwrap(),
            time: 0,
            row,
        });
    }
    let scale = Scale { min: 0.5, max: 5.0 };
    let keep = Keep {
        times: false,
        rows: true,
    };
    let feedback = Feedback::Explicit;
    Some(Ratings::pack(users, items, all, scale, feedback, 4.0, keep))
}

#[test]
fn rmse_agrees_with_surprise() {
    let Some(ratings) = load() else {
        println!("CAPSTAN_DATA is unset: the comparison with Surprise is left out");
        return;
    };
    let rows = ratings.row_column().unwrap();
    let train = Training::select(&ratings, |_| |at| !rows[at].is_multiple_of(5));
    for (name, similarity, baseline, theirs) in SURPRISE {
        let model = crate::find(name).unwrap();
        let set = [("similarity", similarity), ("baseline", baseline)];
        let params = Params::new(model.info(), set).unwrap();
        let fitted = model.fit(&params, &train, &Stream::root(1)).unwrap();
        let (mut squares, mut count) = (0.0, 0.0);
        for user in 0..ratings.n_users() as u32 {
            let test: Vec<usize> = ratings
                .range(user)
                .filter(|&at| rows[at].is_multiple_of(5))
                .collect();
            let items: Vec<u32> = test.iter().map(|&at| ratings.item_column()[at]).collect();
            let mut out = vec![0.0; items.len()];
            fitted.scores(user, &items, &mut out);
            for (guess, &at) in out.iter().zip(&test) {
                squares += (guess - f64::from(ratings.value_column()[at])).powi(2);
                count += 1.0;
            }
        }
        let ours = f64::sqrt(squares / count);
        assert!(
            (ours - theirs).abs() < 0.001,
            "{name} {similarity} baseline {baseline}: {ours:.5}, Surprise {theirs}"
        );
    }
}
