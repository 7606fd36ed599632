// Two CloudFront Functions (cloudfront-js-2.0) before a bucket that `publish` fills. The key
// "current" of their KeyValueStore holds the release, a space, and the policy of its pages.
import cf from 'cloudfront';

const store = cf.kvs();
const HASHED = /^\/(?:theme|anh|tim-kiem)\/(?:.*\.)?[0-9a-f]{8,16}(?:-[0-9a-z]+)?\.[0-9a-z]+$/;

// Of what is no page, as tools/server/headers.py has it for the other servers.
const FILES = /^\/(?:(?:releases\/[^/]+\/site|kept)\/)?(?:anh|tep)\//;
const VIEWED = /\.(?:pdf|mp3|m4a|ogg|oga|wav|mp4|m4v|webm|ogv)$/i;
const FILE_POLICY = "default-src 'none'; script-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
const VIEWED_POLICY = "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const WORKER = /^\/(?:releases\/[^/]+\/site\/)?worker\.js$/;
const WORKER_POLICY = "default-src 'self'";

// Viewer request. CloudFront compresses by itself: it cannot look for a copy and then for the page.
async function request(event) {
    const asked = event.request;
    let path = asked.uri;
    if (HASHED.test(path)) {
        asked.uri = '/kept' + path;
        return asked;
    }
    if (/\/[^/.]+$/.test(path) && !path.startsWith('//')) {
        return { statusCode: 301, headers: { location: { value: path + '/' } } };
    }
    if (path.endsWith('/')) {
        path += 'index.html';
    }
    const current = await store.get('current');
    asked.uri = '/' + current.split(' ')[0] + '/site' + path;
    return asked;
}

// Viewer response.
async function response(event) {
    const sent = event.response;
    const path = event.request.uri;
    const kind = sent.headers['content-type'];
    let policy = VIEWED.test(path) ? VIEWED_POLICY : FILE_POLICY;
    if (WORKER.test(path)) {
        policy = WORKER_POLICY;
    }
    if (kind && kind.value.startsWith('text/html') && !FILES.test(path)) {
        const current = await store.get('current');
        policy = current.slice(current.indexOf(' ') + 1);
    }
    sent.headers['content-security-policy'] = { value: policy };
    return sent;
}
