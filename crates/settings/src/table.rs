//! Every setting: the one table from which reading, `chiso config check`, the docs and the example file come.

use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;

use crate::address::{DatabaseUrl, LogFormat, LogLevel, MailServer, Mailbox, Scanner, Starttls, WebAddress};
use crate::gateway::{GatewayAddress, GatewayFormat, GatewayHeader, GatewayMethod};
use crate::reader::Reader;
use crate::secret::Secret;
use crate::setting::{Section, Setting};
use crate::value::Value;

/// Declares sections and settings once: a struct a section, and the rows of [`SECTIONS`].
///
/// A setting has a default (`= "..."`) or an example for the docs (`=> "..."`), and limits where it is a number.
macro_rules! settings {
    ($(
        $name:literal $field:ident: $Section:ident, $title_vi:literal, $title_en:literal {
            $($key:ident: $type:ty $(= $default:literal)? $(=> $example:literal)? $(, $least:literal to $greatest:literal)?;
                $vi:literal, $en:literal;)*
        }
    )*) => {
        $(
            #[doc = concat!($title_en, ".")]
            #[derive(Debug, Clone, PartialEq)]
            pub struct $Section {
                $(#[doc = concat!($en, ".")] pub $key: $type,)*
            }

            impl $Section {
                const ROWS: &'static [Setting] = &[$(Setting {
                    section: $name,
                    key: stringify!($key),
                    form: <$type as Value>::FORM,
                    shape: <$type as Value>::SHAPE,
                    default: first(&[$($default)?]),
                    example: concat!($($example)? $($default)?),
                    limits: limits(&[$(($least, $greatest))?]),
                    secret: <$type as Value>::SECRET,
                    vi: $vi,
                    en: $en,
                }),*];

                fn read(reader: &mut Reader) -> Option<$Section> {
                    let mut rows = Self::ROWS.iter();
                    $(let $key = rows.next().and_then(|setting| reader.take::<$type>(setting));)*
                    Some($Section { $($key: $key?),* })
                }
            }
        )*

        /// Every section with its settings, in the order in which they are shown.
        pub const SECTIONS: &[Section] = &[$(Section {
            name: $name, vi: $title_vi, en: $title_en, settings: $Section::ROWS,
        }),*];

        /// The settings of a running server.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Values {
            $(#[doc = concat!($title_en, ".")] pub $field: $Section,)*
        }

        impl Values {
            /// Reads every section, so that every problem is told, then puts them together.
            pub(crate) fn read(reader: &mut Reader) -> Option<Values> {
                $(let $field = $Section::read(reader);)*
                Some(Values { $($field: $field?),* })
            }
        }
    };
}

const fn first(default: &[&'static str]) -> Option<&'static str> {
    if default.is_empty() { None } else { Some(default[0]) }
}

const fn limits(limits: &[(u32, u32)]) -> Option<(u32, u32)> {
    if limits.is_empty() { None } else { Some(limits[0]) }
}

settings! {
    "server" server: Server, "Máy chủ web", "The web server" {
        listen: SocketAddr = "127.0.0.1:8080";
            "Địa chỉ và cổng nhận kết nối", "Address and port on which connections are taken";
        public_url: Option<WebAddress> => "https://chiso.example.org";
            "Địa chỉ mà người dùng gõ vào trình duyệt; dùng trong thư, liên kết cố định và khi đăng nhập qua hệ thống khác", "The address that people type into a browser; used in mails, permanent links and sign-in through another system";
        trusted_proxies: Vec<IpNet> => "127.0.0.1/32, 10.0.0.0/8";
            "Các máy chủ trung gian đáng tin: chỉ tiêu đề Forwarded và X-Forwarded-* của chúng mới được dùng", "Proxies that are trusted: only their headers Forwarded and X-Forwarded-* are believed";
        tls_cert: Option<PathBuf> => "/etc/chiso/cert.pem";
            "Tệp chứng thư TLS (PEM, cả chuỗi)", "File of the TLS certificate (PEM, with its chain)";
        tls_key: Option<PathBuf> => "/etc/chiso/key.pem";
            "Tệp khóa riêng của chứng thư (PEM)", "File of the certificate's private key (PEM)";
        request_megabytes: u32 = "64", 1 to 4096;
            "Dung lượng lớn nhất của một yêu cầu, tính bằng MB", "The largest request, in megabytes";
        request_seconds: u32 = "60", 1 to 3600;
            "Thời gian dài nhất để xử lý một yêu cầu, tính bằng giây", "The longest time for answering a request, in seconds";
        stop_seconds: u32 = "20", 0 to 600;
            "Khi dừng, chờ các yêu cầu đang xử lý tối đa bao nhiêu giây", "How many seconds a stop waits for requests that are being answered";
        workers: u32 = "0", 0 to 1024;
            "Số luồng xử lý; 0 là bằng số nhân của máy", "Number of worker threads; 0 means one a processor core";
        metrics_from: Vec<IpNet> = "127.0.0.0/8, ::1/128";
            "Những địa chỉ được đọc /metrics", "Addresses that may read /metrics";
    }

    "store" store: Store, "Nơi lưu dữ liệu", "Where data is kept" {
        folder: PathBuf = "data";
            "Thư mục dữ liệu: cơ sở dữ liệu SQLite, các tệp và những gì chương trình cần giữ; được tạo khi khởi động lần đầu", "The data folder: the SQLite database, files, and what else the program keeps; made on first start";
        url: Option<DatabaseUrl> => "postgres://chiso@localhost/chiso";
            "Cơ sở dữ liệu PostgreSQL; không ghi thì dùng SQLite trong thư mục dữ liệu", "The PostgreSQL database; without it SQLite in the data folder is used";
        password: Option<Secret> => "";
            "Mật khẩu của cơ sở dữ liệu, nếu không nằm trong địa chỉ", "The database's password, where it is not part of the address";
    }

    "files" files: Files, "Tệp minh chứng và tệp nhập vào", "Evidence and imported files" {
        folder: Option<PathBuf> => "/srv/chiso/files";
            "Thư mục chứa tệp; không ghi thì là thư mục “files” trong thư mục dữ liệu", "The folder of the files; without it, `files` in the data folder";
        s3_bucket: Option<String> => "chiso";
            "Kho S3 (bucket) thay cho thư mục", "An S3 bucket instead of a folder";
        s3_endpoint: Option<WebAddress> => "https://s3.example.org";
            "Địa chỉ dịch vụ S3", "Address of the S3 service";
        s3_region: String = "us-east-1";
            "Vùng của kho S3", "Region of the S3 bucket";
        s3_access_key: Option<String> => "chiso";
            "Mã truy cập S3", "S3 access key";
        s3_secret_key: Option<Secret> => "";
            "Khóa bí mật S3", "S3 secret key";
        max_megabytes: u32 = "50", 1 to 4096;
            "Dung lượng lớn nhất của một tệp, tính bằng MB", "The largest file, in megabytes";
        origin: Option<WebAddress> => "https://tep.chiso.example.org";
            "Địa chỉ riêng để xem tệp PDF ngay trên trang, không trùng địa chỉ của hệ thống; cần khi có máy chủ trung gian, không ghi thì tệp PDF chỉ tải xuống", "An address of its own at which PDF files are seen within a page, other than that of the system; needed behind a proxy, where without it PDF files are only downloaded";
        listen: Option<SocketAddr> => "127.0.0.1:8081";
            "Địa chỉ và cổng riêng cho việc xem tệp; không ghi mà không có “origin”, “public_url” hay máy chủ trung gian thì là cổng kế tiếp cổng của hệ thống", "Address and port for seeing files; without it, and without `origin`, `public_url` and proxies, the port after that of the system";
        scanner: Option<Scanner> => "unix:/run/clamav/clamd.ctl";
            "Chương trình quét vi-rút (giao thức clamd); không ghi thì không quét", "The virus scanner (clamd's protocol); without it nothing is scanned";
        scanner_seconds: u32 = "60", 1 to 600;
            "Chờ chương trình quét tối đa bao nhiêu giây", "How many seconds the scanner may take";
    }

    "mail" mail: Mail, "Thư điện tử gửi đi", "Mail that is sent" {
        server: MailServer = "none";
            "Máy chủ gửi thư; “none” là không gửi thư, “file:” ghi mỗi thư thành một tệp để thử", "The server that takes mail; `none` sends none, `file:` writes each mail to a file for trying out";
        starttls: Starttls = "required";
            "Với “smtp://”: có bắt buộc chuyển sang TLS hay không", "With `smtp://`: whether the change to TLS is required";
        username: Option<String> => "chiso";
            "Tên đăng nhập máy chủ gửi thư", "User name at the mail server";
        password: Option<Secret> => "";
            "Mật khẩu ở máy chủ gửi thư", "Password at the mail server";
        from: Option<Mailbox> => "Bộ chỉ số <chiso@example.org>";
            "Người gửi ghi trên thư", "The sender that mails name";
        seconds: u32 = "30", 1 to 600;
            "Chờ máy chủ gửi thư tối đa bao nhiêu giây", "How many seconds the mail server may take";
    }

    "sms" sms: Sms, "Tin nhắn gửi đi, qua cổng HTTP", "Text messages that are sent, through a gateway over HTTP" {
        url: Option<GatewayAddress> => "https://sms.example.vn/send";
            "Địa chỉ nhận tin của cổng; không ghi thì không gửi tin nhắn. Ở đây, trong headers và trong body có thể dùng {number}, {local}, {text}, {sender}, {id}, {unicode}, {secret}, {basic} (docs/operate.md)", "Address at which the gateway takes texts; without it none are sent. Here, in headers and in body, {number}, {local}, {text}, {sender}, {id}, {unicode}, {secret} and {basic} may be used (docs/operate.md)";
        method: GatewayMethod = "post";
            "Phương thức HTTP", "Method of HTTP";
        format: GatewayFormat = "json";
            "Body viết theo JSON hay theo biểu mẫu (tên=giá trị&…)", "Whether body is JSON or a form (name=value&…)";
        body: Option<String> => "{\"to\": \"{number}\", \"text\": \"{text}\"}";
            "Mẫu nội dung của yêu cầu; “get” không có", "Template of the request's body; there is none with `get`";
        headers: Vec<GatewayHeader> => "Authorization: Bearer {secret}";
            "Các tiêu đề gửi kèm, mỗi dòng “Tên: giá trị”", "Headers to send along, each `Name: value`";
        secret: Option<Secret> => "";
            "Khóa của cổng, hoặc tên và mật khẩu cách nhau bằng dấu hai chấm; đặt vào chỗ {secret} hoặc {basic}", "What opens the gateway: a key, or user and password with a colon between; it takes the place of {secret} or {basic}";
        sender: Option<String> => "SoNoiVu";
            "Tên người gửi (brandname), đặt vào chỗ {sender}", "The sender's name (brand name), which takes the place of {sender}";
        success: Option<String> => "\"code\":\"00\"";
            "Đoạn chữ phải có trong câu trả lời thì tin mới coi là đã nhận; không ghi thì chỉ cần mã 2xx", "What must stand in the answer for the text to count as taken; without it a status 2xx is enough";
        refusals: Vec<String> => "invalid_number";
            "Những đoạn chữ trong câu trả lời cho biết số điện thoại sai: không gửi lại đến số đó", "What in an answer says that the number is wrong: nothing more is sent there";
        seconds: u32 = "15", 1 to 120;
            "Chờ cổng trả lời tối đa bao nhiêu giây", "How many seconds the gateway may take";
    }

    "sign_in" sign_in: SignIn, "Đăng nhập", "Signing in" {
        session_hours: u32 = "12", 1 to 720;
            "Một phiên đăng nhập kéo dài nhất bao nhiêu giờ", "The longest session, in hours";
        idle_minutes: u32 = "60", 1 to 10080;
            "Không thao tác bao nhiêu phút thì phải đăng nhập lại", "After how many minutes without a request one must sign in again";
        second_factor_roles: Vec<String> => "administrator, national_coordinator";
            "Những vai trò bắt buộc phải có yếu tố xác thực thứ hai", "Roles that must have a second factor";
        password: bool = "true";
            "Cho phép đăng nhập bằng mật khẩu; tắt thì chỉ đăng nhập qua hệ thống khác (mục “oidc”)", "Whether one may sign in with a password; without, only through another system (section `oidc`)";
    }

    "oidc" oidc: Oidc, "Đăng nhập qua hệ thống khác (OpenID Connect)", "Sign-in through another system (OpenID Connect)" {
        issuer: Option<WebAddress> => "https://login.example.org";
            "Địa chỉ của hệ thống định danh; không ghi thì không dùng", "Address of the identity provider; without it there is none";
        client_id: Option<String> => "chiso";
            "Tên mà hệ thống định danh cấp cho phần mềm này", "The name under which the provider knows this system";
        client_secret: Option<Secret> => "";
            "Khóa bí mật đi kèm tên đó", "The secret that goes with that name";
        scopes: Vec<String> = "openid, profile, email";
            "Những thông tin xin được biết", "What is asked to be known";
        name_vi: String = "Tài khoản của cơ quan";
            "Tên trên nút đăng nhập, tiếng Việt", "The name on the sign-in button, in Vietnamese";
        name_en: String = "Your organisation's account";
            "Tên trên nút đăng nhập, tiếng Anh", "The name on the sign-in button, in English";
    }

    "limits" limits: Limits, "Giới hạn số yêu cầu", "Limits on requests" {
        per_address_per_minute: u32 = "3000";
            "Số yêu cầu mỗi phút từ một địa chỉ; 0 là không giới hạn", "Requests a minute from one address; 0 means no limit";
        per_account_per_minute: u32 = "1200";
            "Số yêu cầu mỗi phút của một tài khoản hoặc một khóa API; 0 là không giới hạn", "Requests a minute of one account or one API key; 0 means no limit";
        sign_ins_per_address_per_minute: u32 = "20", 1 to 100_000;
            "Số lần đăng nhập không thành công mỗi phút từ một địa chỉ; mười lần thành công tính bằng một", "Attempts to sign in that fail, a minute, from one address; ten that succeed count as one";
    }

    "log" log: Log, "Nhật ký vận hành", "Logs" {
        format: LogFormat = "text";
            "Cách ghi nhật ký: cho người đọc hoặc cho máy đọc", "How logs are written: for people or for machines";
        level: LogLevel = "info";
            "Ghi từ mức nào trở lên", "The least important level that is written";
    }

    "portal" portal: Portal, "Cổng công khai", "The public portal" {
        name_vi: Option<String> => "Bộ Nội vụ";
            "Tên cơ quan vận hành, tiếng Việt", "Name of the operator, in Vietnamese";
        name_en: Option<String> => "Ministry of Home Affairs";
            "Tên cơ quan vận hành, tiếng Anh", "Name of the operator, in English";
        contact: Option<String> => "chiso@example.org";
            "Nơi người đọc gửi câu hỏi: địa chỉ thư hoặc trang web", "Where readers send questions: a mail address or a web page";
        licence: String = "CC-BY-4.0";
            "Giấy phép của dữ liệu mở (mã SPDX)", "Licence of the open data (SPDX identifier)";
        licence_url: WebAddress = "https://creativecommons.org/licenses/by/4.0/";
            "Địa chỉ của văn bản giấy phép", "Address of the licence's text";
    }
}

/// The setting of a section and key, if there is one.
pub(crate) fn find(section: &str, key: &str) -> Option<&'static Setting> {
    all().find(|setting| setting.section == section && setting.key == key)
}

/// Every setting.
pub(crate) fn all() -> impl Iterator<Item = &'static Setting> {
    SECTIONS.iter().flat_map(|section| section.settings)
}
