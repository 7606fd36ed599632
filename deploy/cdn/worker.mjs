// A fetch handler, as Cloudflare Workers, Deno and others run it at a CDN, before a bucket that
// `publish` fills. STORE, a variable of the worker, is the bucket's address: https://kho.vn/kho/trang
const FRESH = 1000; // milliseconds for which the pointer holds
const SOON = 100; // after which a file that a page needs is looked for once more
const MOST_SHARDS = 64; // in memory
const INDEX = 'index.html';
const ENDING = /\.(?:br|gz|zst)$/;
const PASSED_ON = ['if-none-match', 'if-modified-since', 'range'];
const KEPT_BACK = /^(?:x-amz|access-control-|server$|set-cookie$|vary$)/i;

// What is below, tools/server/headers.py has for the other servers.
const HASHED = /^\/(?:theme|anh|tim-kiem|search)\/(?:.*\.)?[0-9a-f]{8,16}(?:-[0-9a-z]+)?\.[0-9a-z]+$/;
const PAGE = /(?:\/[^/.]*|\.html)$/;
const FILES = /^\/(?:anh|tep)\//;
const VIEWED = /\.(?:pdf|mp3|m4a|ogg|oga|wav|mp4|m4v|webm|ogv)$/i;
const WORKER = /^\/worker\.js$/;
const FILE_POLICY = "default-src 'none'; script-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
const VIEWED_POLICY = "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const WORKER_POLICY = "default-src 'self'";
const SAME_HEADERS = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(self), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), web-share=(self), window-management=(), xr-spatial-tracking=()',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Strict-Transport-Security': 'max-age=31536000',
    'X-Content-Type-Options': 'nosniff',
};

export class Resolver {
    // `live` is null before the first publication. Workers refuse a `fetch` that is some object's method.
    constructor(store, ask = (...asked) => fetch(...asked), now = () => Date.now()) {
        Object.assign(this, { store, ask, now, live: undefined, checked: 0, shards: new Map() });
    }

    // The object that readers of a path get: empty for none, `folder` for one that lacks its slash.
    async find(path) {
        const found = this.found(await this.look(FRESH), path);
        // Another machine showed the page of a release that is not known here yet.
        const again = HASHED.test(path) && !(await found).object;
        return again ? this.found(await this.look(SOON), path) : found;
    }

    async found(live, path) {
        if (!live) {
            return { object: '', policy: "default-src 'none'" };
        }
        const inside = path.slice(1) + (path.endsWith('/') ? INDEX : '');
        const row = (await this.rows(live.root, inside))[inside] ?? (await this.kept(live, inside))[inside];
        if (row) {
            const ending = ENDING.exec(inside)?.[0] ?? '';
            const place = await placeOf(inside);
            return { object: `objects/${place}-${row[0]}${ending}`, policy: live.root.policy };
        }
        const page = `${inside}/${INDEX}`;
        const folder = /^(?:.*\/)?[^/.]+$/.test(inside) && page in (await this.rows(live.root, page));
        return { object: '', policy: live.root.policy, folder };
    }

    async look(fresh) {
        if (this.live !== undefined && this.now() - this.checked < fresh) {
            return this.live;
        }
        this.checked = this.now();
        try {
            const release = /^releases\/([0-9A-Za-z-]+)\s*$/.exec((await this.read('current')) ?? '')?.[1];
            if (!release) {
                this.live = null;
            } else if (this.live?.release !== release) {
                const root = JSON.parse(await this.read(`releases/${release}.json`));
                this.live = { release, root, kept: await this.readKept() };
            }
        } catch (fault) {
            if (this.live === undefined) {
                throw fault;
            } // otherwise all stays as it was
        }
        return this.live;
    }

    async readKept() {
        const text = await this.read('kept.json');
        return text ? JSON.parse(text) : { depth: 0, packs: [], shards: [''] };
    }

    async kept(live, path) {
        if (!HASHED.test(`/${path}`)) {
            return {};
        }
        try {
            return await this.rows(live.kept, path);
        } catch {
            // a publisher has just put other shards in their place
            return this.rows(await this.readKept(), path);
        }
    }

    async rows(root, path) {
        const place = await placeOf(path);
        const shard = root.shards[parseInt(place.slice(0, root.depth) || '0', 16)];
        if (!shard) {
            return {};
        }
        const [digest, pack, ...part] = shard.split(' ');
        if (!this.shards.has(digest)) {
            if (this.shards.size >= MOST_SHARDS) {
                this.shards.delete(this.shards.keys().next().value);
            }
            const text = await this.read(`index/${root.packs[pack]}`, part.map(Number));
            this.shards.set(digest, JSON.parse(text));
        }
        return this.shards.get(digest);
    }

    // part: where it begins, and of how many bytes it is
    async read(path, part) {
        const headers = part ? { Range: `bytes=${part[0]}-${part[0] + part[1] - 1}` } : {};
        const answer = await this.ask(`${this.store}/${path}`, { headers });
        if (answer.status === 403 || answer.status === 404) {
            return null;
        }
        if (!answer.ok) {
            throw new Error(`${path}: ${answer.status}`);
        }
        return answer.text();
    }
}

export async function answer(request, resolver) {
    const url = new URL(request.url);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
        return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
    }
    const path = decoded(url.pathname);
    const hidden = /\/\.(?!well-known\/[^.])|^\/404\.html$/.test(path) || ENDING.test(path);
    const found = hidden ? { object: '' } : await resolver.find(path);
    if (found.folder) {
        return new Response(null, { status: 301, headers: { Location: `${url.pathname}/${url.search}` } });
    }
    const missing = found.object ? null : await resolver.find('/404.html');
    const object = found.object || missing.object;
    const asked = missing ? [] : PASSED_ON.filter((name) => request.headers.has(name));
    const sent = object
        ? await resolver.ask(`${resolver.store}/${object}`, {
              method: request.method,
              headers: Object.fromEntries(asked.map((name) => [name, request.headers.get(name)])),
          })
        : new Response('404', { status: 404 });
    const headers = new Headers(SAME_HEADERS);
    sent.headers.forEach((value, name) => KEPT_BACK.test(name) || headers.set(name, value));
    headers.set('Content-Security-Policy', policyOf(missing ? '/404.html' : path, (missing ?? found).policy));
    return new Response(sent.body, { status: missing ? 404 : sent.status, headers });
}

const resolvers = new Map(); // of this machine of the CDN, for as long as it runs

export default {
    fetch(request, { STORE }) {
        if (!resolvers.has(STORE)) {
            resolvers.set(STORE, new Resolver(STORE));
        }
        return answer(request, resolvers.get(STORE));
    },
};

function policyOf(path, ofPages) {
    if (WORKER.test(path)) {
        return WORKER_POLICY;
    }
    if (VIEWED.test(path)) {
        return VIEWED_POLICY;
    }
    return PAGE.test(path) && !FILES.test(path) ? ofPages : FILE_POLICY;
}

async function placeOf(path) {
    const plain = new TextEncoder().encode(path.replace(ENDING, ''));
    const whole = new Uint8Array(await crypto.subtle.digest('SHA-256', plain));
    return [...whole.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function decoded(path) {
    try {
        return decodeURIComponent(path);
    } catch {
        return '/.'; // no name of a file
    }
}
