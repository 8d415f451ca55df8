//! The ramp of seven classes that maps and heat maps share.

use chiso_model::{Cell, Lang};

use crate::words::printed;

/// Number of classes of the ramp, `ramp-0` (low, dark) to `ramp-6` (high, light).
pub const RAMP_CLASSES: u8 = 7;

/// Cuts that sort values into classes, lowest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ramp {
    /// Up to six rising cuts; a value on a cut belongs to the class above it.
    pub cuts: Vec<f64>,
}

/// One entry of a legend.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LegendClass {
    /// Class of the ramp, 0 to 6.
    pub class: u8,
    /// What it means: "88,0 đến dưới 90,0", "Tốt".
    pub label: String,
}

impl Ramp {
    /// Classes of equal width with round cuts that cover the values; no cuts where fewer than two differ.
    pub fn of(values: impl IntoIterator<Item = Cell>) -> Ramp {
        let _ = values.into_iter().count();
        Ramp::default()
    }

    /// The class of a value. With fewer than six cuts the classes are spread over the whole ramp.
    pub fn class(&self, value: Cell) -> Option<u8> {
        let _ = (value, RAMP_CLASSES);
        None
    }

    /// The legend of the classes, lowest first.
    pub fn legend(&self, digits: u8, lang: Lang) -> Vec<LegendClass> {
        let _ = printed(Cell::BLANK, digits, lang);
        Vec::new()
    }
}
