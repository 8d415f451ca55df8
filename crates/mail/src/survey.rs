//! What a letter says that asks somebody to answer a survey.

use chiso_model::Lang;

use crate::letter::SurveyCall;
use crate::words::Part;

/// Subject and paragraphs.
pub(crate) fn words(call: &SurveyCall, lang: Lang) -> (String, Vec<Part>) {
    let SurveyCall { again, title, owner, text, ballots, closes, decline } = call;
    let subject = match (again, lang) {
        (false, Lang::Vi) => format!("Mời trả lời: {title}"),
        (false, Lang::En) => format!("You are asked: {title}"),
        (true, Lang::Vi) => format!("Nhắc lại: {title}"),
        (true, Lang::En) => format!("A reminder: {title}"),
    };
    let mut parts = Vec::new();
    if *again {
        let said = "Chúng tôi đã gửi thư mời và chưa thấy Ông/Bà mở phiếu. Nếu Ông/Bà vừa trả lời, xin bỏ qua thư này.";
        let said = lang.pick(
            said,
            "We wrote to you before, and your ballot has not been opened. If you have just answered, leave this mail.",
        );
        parts.push(Part::Text(said.to_owned()));
    }
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    parts.extend(paragraphs.filter(|paragraph| !paragraph.is_empty()).map(Part::Text));
    match ballots.as_slice() {
        [(about, link)] if about.is_empty() => {
            parts.push(Part::Link(lang.pick("Mở phiếu", "Open the ballot"), link.clone()));
        }
        several => {
            parts.push(Part::Text(lang.pick("Mỗi phiếu một liên kết:", "A link for each ballot:").to_owned()));
            parts.push(Part::List(several.to_vec()));
        }
    }
    parts.push(Part::Text(match lang {
        Lang::Vi => format!(
            "Phiếu nhận đến {closes}. Liên kết chỉ dành cho Ông/Bà, mỗi phiếu trả lời một lần; xin không chuyển tiếp. Câu trả lời được tách khỏi tên: không ai biết Ông/Bà trả lời thế nào."
        ),
        Lang::En => format!(
            "Ballots are taken until {closes}. The link is yours alone and each ballot counts once; please do not pass it on. Answers are parted from names: nobody can tell what you answered."
        ),
    }));
    parts.push(Part::Text(match lang {
        Lang::Vi => format!(
            "Vì sao tôi nhận thư này? {owner} mời Ông/Bà tham gia khảo sát “{title}” và đã ghi địa chỉ này vào danh sách mời. Danh sách chỉ dùng để mời và nhắc."
        ),
        Lang::En => format!(
            "Why do I receive this? {owner} asks you to take part in the survey “{title}” and put this address on the list of people to invite. The list serves to invite and to remind, and for nothing else."
        ),
    }));
    let decline_label = lang.pick("Không nhận thư về khảo sát này nữa", "No more letters about this survey");
    parts.push(Part::Link(decline_label, decline.clone()));
    (subject, parts)
}
