import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import { tell } from "./story.js";

tell({ hooks: { beforeAll, afterAll, beforeEach, afterEach }, test, expect });
