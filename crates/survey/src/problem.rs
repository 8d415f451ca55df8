//! Why a sample cannot be drawn.

use chiso_model::Lang;

/// Why a sample cannot be drawn as the plan says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SampleProblem {
    /// The frame has no column of that name.
    NoColumn {
        /// The name.
        column: String,
    },
    /// A cell of the frame that must name a unit is empty.
    NoName {
        /// Its row, counted as a spreadsheet does, the header being row 1.
        row: usize,
        /// Its column.
        column: String,
    },
    /// A size that is not a whole number of 1 or more.
    Size {
        /// Its row.
        row: usize,
        /// Its column.
        column: String,
        /// What stands there.
        found: String,
    },
    /// Rows of one unit lie in two strata.
    TwoStrata {
        /// The unit.
        unit: String,
        /// The two rows.
        rows: (usize, usize),
    },
    /// More units are wanted than there are.
    TooFew {
        /// Where: the stratum, or the unit of the stage before.
        stratum: String,
        /// How many are wanted.
        wanted: u64,
        /// How many there are.
        there: u64,
    },
    /// The plan names a stratum that the frame does not have, or does not name one that it has.
    Stratum {
        /// Its name.
        stratum: String,
        /// Whether the frame has it.
        in_frame: bool,
    },
    /// A plan of no stages.
    NoStage,
    /// An empty seed.
    NoSeed,
    /// The frame has no rows.
    NoRow,
}

impl SampleProblem {
    /// The same problem in a file whose rows are counted otherwise: `number` gives the number of a row of the frame, which is counted from 0.
    #[must_use]
    pub fn in_file(self, number: impl Fn(usize) -> usize) -> SampleProblem {
        let moved = |row: usize| number(row.saturating_sub(2));
        match self {
            SampleProblem::NoName { row, column } => SampleProblem::NoName { row: moved(row), column },
            SampleProblem::Size { row, column, found } => SampleProblem::Size { row: moved(row), column, found },
            SampleProblem::TwoStrata { unit, rows: (first, second) } => {
                SampleProblem::TwoStrata { unit, rows: (moved(first), moved(second)) }
            }
            other => other,
        }
    }

    /// What is wrong, where, and how to mend it.
    pub fn text(&self, lang: Lang) -> String {
        let (vi, en) = match self {
            SampleProblem::NoColumn { column } => (
                format!("Khung mẫu không có cột “{column}”. Hãy sửa tên cột trong phương án, hoặc thêm cột này vào khung mẫu."),
                format!("The frame has no column “{column}”. Correct the name in the plan, or add the column to the frame."),
            ),
            SampleProblem::NoName { row, column } => (
                format!("Khung mẫu, dòng {row}, cột “{column}”: ô trống. Mỗi dòng phải có mã ở cột này."),
                format!("Frame, row {row}, column “{column}”: the cell is empty. Every row needs a name in this column."),
            ),
            SampleProblem::Size { row, column, found } => (
                format!("Khung mẫu, dòng {row}, cột “{column}”: “{found}” không phải số nguyên từ 1 trở lên."),
                format!("Frame, row {row}, column “{column}”: “{found}” is not a whole number of 1 or more."),
            ),
            SampleProblem::TwoStrata { unit, rows: (first, second) } => (
                format!("Khung mẫu, dòng {first} và dòng {second}: “{unit}” nằm ở hai tầng khác nhau. Mỗi đơn vị chỉ thuộc một tầng; hãy sửa tầng ở một dòng, hoặc đặt mã khác nhau."),
                format!("Frame, rows {first} and {second}: “{unit}” lies in two strata. A unit belongs to one; correct one of the rows, or give two names."),
            ),
            SampleProblem::TooFew { stratum, wanted, there } => (
                format!("“{stratum}”: cần chọn {wanted} nhưng chỉ có {there}. Hãy giảm số cần chọn, hoặc gộp tầng này với tầng khác."),
                format!("“{stratum}”: {wanted} wanted, and there are only {there}. Want fewer, or join this stratum with another."),
            ),
            SampleProblem::Stratum { stratum, in_frame: true } => (
                format!("Phương án không nói chọn bao nhiêu ở tầng “{stratum}”. Hãy thêm tầng này (0 nếu không chọn)."),
                format!("The plan does not say how many to take of stratum “{stratum}”. Add it (0 for none)."),
            ),
            SampleProblem::Stratum { stratum, in_frame: false } => (
                format!("Khung mẫu không có tầng “{stratum}” mà phương án nêu. Hãy sửa tên, hoặc bỏ tầng này khỏi phương án."),
                format!("The plan names stratum “{stratum}”, which the frame does not have. Correct the name, or remove it from the plan."),
            ),
            SampleProblem::NoStage => (
                "Phương án chưa có giai đoạn chọn nào. Hãy thêm ít nhất một giai đoạn.".to_owned(),
                "The plan has no stage. Add at least one.".to_owned(),
            ),
            SampleProblem::NoSeed => (
                "Chưa có số khởi đầu để chọn ngẫu nhiên. Hãy ghi một dãy chữ số công khai, như kết quả một kỳ xổ số đã định trước.".to_owned(),
                "There is no seed to draw with. Write one that is public, such as the numbers of a lottery named beforehand.".to_owned(),
            ),
            SampleProblem::NoRow => (
                "Khung mẫu không có dòng nào dưới dòng tiêu đề.".to_owned(),
                "The frame has no rows below its header.".to_owned(),
            ),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}
