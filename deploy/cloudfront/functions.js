// Two CloudFront Functions (cloudfront-js-2.0) before a bucket that `publish` fills. The key
// "current" of their KeyValueStore holds the release, a space, and the policy of its pages.
import cf from 'cloudfront';

const store = cf.kvs();
const HASHED = /^\/(?:theme|anh|tim-kiem)\/(?:.*\.)?[0-9a-f]{8,16}(?:-[0-9a-z]+)?\.[0-9a-z]+$/;

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
    const kind = sent.headers['content-type'];
    if (kind && kind.value.startsWith('text/html')) {
        const current = await store.get('current');
        const policy = current.slice(current.indexOf(' ') + 1);
        sent.headers['content-security-policy'] = { value: policy };
    }
    return sent;
}
