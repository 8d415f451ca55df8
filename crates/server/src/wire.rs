//! From settings to the parts that the workspace stands on: store, files, mail, the provider that signs people in.

use std::path::PathBuf;
use std::time::Duration;

use chiso_files::{Location as FilesLocation, Rules, Scanner as FileScanner, ScannerAddress, StorageError, Vault};
use chiso_identity::Provider;
use chiso_mail::{MailError, Mailer, Route, Security, Sender};
use chiso_model::Text;
use chiso_settings::{GatewayFormat, GatewayMethod, MailServer, Scanner, Settings, Starttls};
use chiso_sms::{Body, Gateway, Method, Plan, SmsError};
use chiso_store::Location;
use chiso_workspace::{Desk, Policy};

use crate::publish;
use crate::start::StartError;

/// Where the settings keep data.
///
/// # Errors
/// When the address of the database is not one.
pub fn location(settings: &Settings) -> Result<Location, StartError> {
    match &settings.store.url {
        Some(url) => url.expose().parse().map_err(StartError::Location),
        None => Ok(Location::Folder(settings.store.folder.clone())),
    }
}

/// The folder of the two files of ballots.
#[must_use]
pub fn ballots(settings: &Settings) -> PathBuf {
    settings.store.folder.join("ballots")
}

/// The place for files.
///
/// # Errors
/// When a folder cannot be made, or the S3 store's description makes no sense.
pub fn vault(settings: &Settings) -> Result<Vault, StorageError> {
    let files = &settings.files;
    let folder = files.folder.clone().unwrap_or_else(|| settings.store.folder.join("files"));
    let location = match (&files.s3_bucket, &files.s3_endpoint) {
        (Some(bucket), Some(endpoint)) => FilesLocation::S3 {
            bucket: bucket.clone(),
            endpoint: endpoint.as_str().to_owned(),
            region: files.s3_region.clone(),
            access_key: files.s3_access_key.clone().unwrap_or_default(),
            secret_key: files.s3_secret_key.as_ref().map(|key| key.expose().to_owned()).unwrap_or_default(),
            spool: settings.store.folder.join("spool"),
        },
        _ => FilesLocation::Folder(folder),
    };
    let scanner = files.scanner.as_ref().map(|scanner| FileScanner {
        address: match scanner {
            Scanner::Tcp { host, port } => ScannerAddress::Tcp { host: host.clone(), port: *port },
            Scanner::Socket(path) => ScannerAddress::Socket(path.clone()),
        },
        timeout: Duration::from_secs(files.scanner_seconds.into()),
    });
    let rules = Rules { max_bytes: u64::from(files.max_megabytes) * 1_000_000, archives: false, scanner };
    Vault::open(&location, rules)
}

/// The way mail goes.
fn mailer(settings: &Settings, url: &str) -> Result<Option<Mailer>, MailError> {
    let mail = &settings.mail;
    let timeout = Duration::from_secs(mail.seconds.into());
    let password = mail.password.as_ref().map(|secret| secret.expose().to_owned());
    let account = mail.username.clone().zip(password);
    let smtp = |host: &str, port, security| Route::Smtp { host: host.to_owned(), port, security, account, timeout };
    let route = match &mail.server {
        MailServer::None => return Ok(None),
        MailServer::Folder(folder) => Route::Folder(folder.clone()),
        MailServer::Smtps { host, port } => smtp(host, *port, Security::Tls),
        MailServer::Smtp { host, port } if mail.starttls == Starttls::Required => smtp(host, *port, Security::Starttls),
        MailServer::Smtp { host, port } => smtp(host, *port, Security::None),
    };
    let Some(from) = &mail.from else { return Ok(None) };
    let portal = &settings.portal;
    let system = Text { vi: portal.name_vi.clone().unwrap_or_else(|| "chiso".to_owned()), en: portal.name_en.clone() };
    Mailer::new(&route, Sender { from: from.as_str().to_owned(), system, home: url.to_owned() }).map(Some)
}

/// The gateway for text messages, where there is one.
fn gateway(settings: &Settings) -> Result<Option<Gateway>, SmsError> {
    let sms = &settings.sms;
    let Some(url) = &sms.url else { return Ok(None) };
    let body = sms.body.clone().map(|body| match sms.format {
        GatewayFormat::Json => Body::Json(body),
        GatewayFormat::Form => Body::Form(body),
    });
    let plan = Plan {
        method: match sms.method {
            GatewayMethod::Get => Method::Get,
            GatewayMethod::Post => Method::Post,
            GatewayMethod::Put => Method::Put,
        },
        url: url.as_str().to_owned(),
        body,
        headers: sms.headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect(),
        secret: sms.secret.as_ref().map(|secret| secret.expose().to_owned()),
        sender: sms.sender.clone(),
        success: sms.success.clone(),
        refusals: sms.refusals.clone(),
        timeout: Duration::from_secs(sms.seconds.into()),
    };
    Gateway::new(plan).map(Some)
}

/// The provider that signs people in; where it is not fully described there is none.
fn provider(settings: &Settings, url: &str) -> Option<(Provider, Text)> {
    let oidc = &settings.oidc;
    let provider = Provider {
        issuer: oidc.issuer.as_ref()?.as_str().to_owned(),
        client_id: oidc.client_id.clone()?,
        client_secret: oidc.client_secret.as_ref().map(|secret| secret.expose().to_owned()),
        redirect_uri: Desk::redirect_uri(url),
        scopes: oidc.scopes.iter().filter(|scope| *scope != "openid").cloned().collect(),
        name_claim: "name".to_owned(),
        email_claim: "email".to_owned(),
        extra_roots: None,
    };
    Some((provider, Text::new(&*oidc.name_vi, &*oidc.name_en)))
}

/// The desk with everything that the settings give it.
pub(crate) fn furnish(desk: Desk, settings: &Settings, url: &str, vault: Vault) -> Result<Desk, StartError> {
    let mut desk = desk.with_files(vault).with_boundary_check(publish::drawable);
    if let Some(mailer) = mailer(settings, url).map_err(StartError::Mail)? {
        desk = desk.with_mail(mailer);
    }
    if let Some(gateway) = gateway(settings).map_err(StartError::Texts)? {
        desk = desk.with_texts(gateway);
    }
    if let Some((provider, name)) = provider(settings, url) {
        desk = desk.with_provider(provider, name);
    }
    Ok(desk)
}

/// What deeds depend on.
pub(crate) fn policy(settings: &Settings, public_url: String) -> Policy {
    Policy {
        public_url,
        session_us: i64::from(settings.sign_in.session_hours) * 3_600_000_000,
        idle_us: i64::from(settings.sign_in.idle_minutes) * 60_000_000,
        second_factor_roles: settings.sign_in.second_factor_roles.clone(),
        passwords: settings.sign_in.password,
    }
}
