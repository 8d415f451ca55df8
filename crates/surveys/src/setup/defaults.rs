//! What a new survey is proposed to be.

use std::collections::BTreeSet;

use chiso_model::Text;
use chiso_survey::campaign::{Mode, Reminders, Setup};
use chiso_web::Caller;
use chiso_workspace::house::moment;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

const LETTER_VI: &str = "Kính gửi Ông/Bà,

Chúng tôi kính mời Ông/Bà trả lời phiếu khảo sát về sự phục vụ của cơ quan nhà nước. Trả lời phiếu mất khoảng 10 phút.

Phiếu không ghi tên. Không ai biết được Ông/Bà đã trả lời thế nào, kể cả cơ quan tổ chức khảo sát và người quản trị hệ thống. Mỗi người được trả lời một lần, vì vậy xin Ông/Bà không chuyển thư này cho người khác.

Trân trọng cảm ơn Ông/Bà.";

const LETTER_EN: &str = "Dear Sir or Madam,

We invite you to answer a questionnaire about the service of public agencies. It takes about 10 minutes.

The questionnaire bears no name. Nobody can find out what you answered, neither the agency that runs the survey nor those who run the system. Everybody can answer once, so please do not pass this letter on.

Thank you very much.";

/// Two messages as networks count them, reminders as well, with an address of the usual length in the place of the link.
const SMS_VI: &str = "Mời Ông/Bà trả lời khảo sát (10 phút): {link} Từ chối: mở liên kết.";
const SMS_EN: &str = "Please answer our survey (10 minutes, no names): {link} To decline, open the link.";

const THANKS_VI: &str = "Xin cảm ơn Ông/Bà. Ý kiến của Ông/Bà giúp cơ quan nhà nước phục vụ tốt hơn.";
const THANKS_EN: &str = "Thank you. Your opinion helps public agencies to serve better.";

/// A survey that opens at eight in the morning in two weeks and closes at five in the afternoon thirty days later.
pub(super) fn defaults(caller: &Caller) -> Setup {
    let midnight = moment::first_of(caller.day);
    Setup {
        title: Text { vi: String::new(), en: None },
        owner: String::new(),
        year: caller.day.year(),
        form: None,
        opens: midnight + 14 * DAY + 8 * HOUR,
        closes: midnight + 44 * DAY + 17 * HOUR,
        modes: BTreeSet::from([Mode::Own]),
        keep_place: false,
        least: 5,
        between: 20,
        per_minute: 60,
        reminders: Reminders { days: BTreeSet::from([3, 7, 14]) },
        letter: Text::new(LETTER_VI, LETTER_EN),
        sms: Text::new(SMS_VI, SMS_EN),
        thanks: Text::new(THANKS_VI, THANKS_EN),
        sample: [].into(),
        simulated: false,
    }
}
