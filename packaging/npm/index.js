"use strict";
// The path of the program, for code that starts it.
const path = require("node:path");

exports.binary = path.join(__dirname, "bin", "cosell");
