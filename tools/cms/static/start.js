import CMS from "@sveltia/cms";

import { articleFormat } from "./article.js";
import keys from "./keys.json";

CMS.registerCustomFormat("article", "md", articleFormat(keys));
CMS.init();
