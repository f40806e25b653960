/*<![CDATA[*/
/* Searches, filters, sorts and draws the rows of the table. The page has all records as compressed
 * lines of text (see lib/page/data.c). Only the rows that are shown become elements. Without a
 * script, or if the browser cannot decompress the lines, the page shows the first rows, which are
 * written as HTML. */
(function () {
    "use strict";
    var table = document.getElementById("table");
    if (!table) {
        return;
    }
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var shown = table.tBodies[0];
    /* Matching rows for paper, which are added before printing. */
    var rest = table.tBodies[1] || table.appendChild(document.createElement("tbody"));
    var controls = document.getElementById("controls");
    var words = document.getElementById("words");
    var found = document.getElementById("found");
    var more = document.getElementById("more");
    var next = document.getElementById("next");
    var all = document.getElementById("all");
    var omitted = document.getElementById("omitted");
    var PAGE = 100; /* number of rows shown at first */
    var MOST_MORE = 1000;
    var MOST_PRINTED = 2000; /* about 200 sheets */
    var FACETS = 6; /* index of the first chart's letter in the letters of a line */
    var COPIED_MS = 2000; /* how long a button shows its result */
    var SLICE = 2000; /* number of lines to prepare before events are handled */
    var NAME_SHOWN = 120, NAME_MOST = 16384; /* characters, as in text.h */

    /* The fields of a line. */
    var LETTERS = 0, SIZE = 1, IDS = 2, YEAR = 3, PART = 4, FOLDER = 5, NAME = 6, TITLE = 7, CONTENT = 8, DIFFERS = 9, STATE = 10,
        OUTCOME = 11;

    /* Reads the words of a filter from its choices. `letter` is the index of its letter in the
     * letters of a line. `letters` has the letter of each choice; by default, these are "a", "b"
     * and so on. */
    function choice(id, letter, letters) {
        var select = document.getElementById(id);
        return {
            select: select, letter: letter,
            words: Array.prototype.slice.call(select.options, 1).map(function (option, i) {
                return {
                    code: letters ? letters.charCodeAt(i) : 97 + i, key: option.value, word: option.textContent,
                    look: option.getAttribute("data-look"), place: Number(option.getAttribute("data-v"))
                };
            })
        };
    }

    var health = choice("by-health", 0);
    var outcome = choice("by-outcome", 1);
    var kind = choice("by-type", 2, "msn");
    var agreement = choice("by-agreement", 3, "d");
    var filters = [health, outcome, kind, agreement];
    filters.forEach(function (filter, i) {
        filter.key = "hotd".charAt(i);
    });

    var lines = []; /* one line for each record */
    var whole = ""; /* all lines in one string, until prepareSearch */
    var lowered = null, exact = []; /* the text to search: see contains */
    var names = [], titles = []; /* the text by which rows are sorted, see prepareOrder */
    var ranks = []; /* for each column that has been prepared: the rank of each line */
    var order = null; /* the indexes of the lines, sorted; null: not sorted */
    var folder = ""; /* the selected folder; "": all folders */
    var facet = null; /* the selected value of a chart, see facetOf; null: none */
    var matching = []; /* the indexes of the matching lines, in the order of the table */
    var limit = PAGE;

    /* --- Text --- */

    var marks = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"};

    function plain(text) {
        return text.indexOf("&") === -1 ? text : text.replace(/&(?:amp|lt|gt|quot|#39);/g, function (mark) {
            return marks[mark];
        });
    }

    function escaped(text) {
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
    }

    function folded(text) {
        /* eslint-disable-next-line no-control-regex */
        return (/^[\u0000-\u007f]*$/.test(text) ? text : text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "")).toLowerCase();
    }

    /* Pads numbers with zeros, so that 9 is sorted before 10. */
    function sortable(text) {
        return folded(text).replace(/\d+/g, function (digits) {
            return digits.length > 11 ? digits : ("00000000000" + digits).slice(-12);
        });
    }

    /* --- A row, identical to that of row.c. The fields are already escaped --- */

    function cut(characters, most) {
        return escaped(characters.slice(0, most).join("")) + (characters.length > most ? "…" : "");
    }

    function characters(text) {
        return text.length > NAME_SHOWN ? Array.from(plain(text)) : [];
    }

    function inline(text) {
        var some = characters(text);
        return some.length > NAME_SHOWN ? "<bdi title=\"" + cut(some, NAME_MOST) + "\">" + cut(some, NAME_SHOWN) + "</bdi>" :
            "<bdi>" + text + "</bdi>";
    }

    function name(text) {
        var some = characters(text);
        return some.length > NAME_SHOWN ? "<details class=\"long\"><summary><bdi>" + cut(some, NAME_SHOWN) +
            "</bdi></summary><bdi>" + cut(some, NAME_MOST) + "</bdi></details>" : inline(text);
    }

    function link(address, id, word) {
        return id ? " <a href=\"https://" + address + id + "\">" + word + "</a>" : "";
    }

    function links(text, isFilm) {
        var ids = text.split(",");
        var some = text === "" ? "" : link(isFilm ? "trakt.tv/movies/" : "trakt.tv/shows/", ids[0], "Trakt") +
            link("www.imdb.com/title/", ids[1] && ids[1] + "/", "IMDb") +
            link(isFilm ? "www.themoviedb.org/movie/" : "www.themoviedb.org/tv/", ids[2], "TMDB") +
            (isFilm ? "" : link("thetvdb.com/dereferrer/series/", ids[3], "TVDB"));
        return some === "" ? "" : " <span class=\"links\">" + some + "</span>";
    }

    function bytes(text) {
        var size = Number(text), unit = 1000, at = 0;
        var units = [" kB", " MB", " GB", " TB", " PB", " EB"];
        if (size < 1000) {
            return text + (size === 1 ? " byte" : " bytes");
        }
        while (Math.floor(size / unit + 0.5) >= 1000) {
            unit *= 1000;
            at++;
        }
        var tenths = Math.floor(size / (unit / 10) + 0.5);
        return (tenths < 100 ? Math.floor(tenths / 10) + "." + tenths % 10 : Math.floor(size / unit + 0.5)) + units[at];
    }

    function tag(word, opened) {
        return "<td data-v=\"" + word.place + "\"><span class=\"tag " + word.look + "\">" + word.word + "</span>" +
            (opened === null ? "" : "<details><summary>Why</summary>" + opened + "</details>") + "</td>";
    }

    var COPY = " <button type=\"button\" class=\"copy\">Copy path</button>";

    function fileCell(field) {
        var named = field[LETTERS].charAt(5);
        var where = (field[FOLDER] && inline(field[FOLDER])) + (named === "f" && field[LETTERS].charAt(4) === "-" ? COPY : "");
        return "<th scope=\"row\">" +
            (named === "f" ? name(field[NAME]) : named === "l" ? "line " + field[NAME] : "<i>no name</i>") +
            (field[LETTERS].charAt(4) === "x" ? " <small>name is not UTF-8</small>" : "") +
            (where && "<div class=\"where\">" + where + "</div>") +
            (field[CONTENT] && "<div class=\"content\">" + field[CONTENT] + "</div>") +
            (field[DIFFERS] && "<details class=\"differs\"><summary>Name and file disagree</summary><ul class=\"reasons\">" +
                field[DIFFERS] + "</ul></details>") + "</th>";
    }

    function titleCell(field, type) {
        if (type === "n") {
            return "<td></td>";
        }
        return "<td>" + inline(field[TITLE]) + (field[YEAR] && " (" + field[YEAR] + ")") +
            (type === "m" ? " <small>film</small>" : " <small>show" + (field[PART] && " " + field[PART]) + "</small>") +
            links(field[IDS], type === "m") + "</td>";
    }

    function row(line) {
        var field = line.split("\t");
        var letters = field[LETTERS];
        var state = health.words[letters.charCodeAt(0) - 97], became = outcome.words[letters.charCodeAt(1) - 97];
        var type = letters.charAt(2);
        return "<tr data-h=\"" + state.key + "\" data-o=\"" + became.key + "\" data-t=\"" +
            kind.words["msn".indexOf(type)].key + (letters.charAt(3) === "d" ? "\" data-d=\"differs" : "") + "\">" +
            fileCell(field) + titleCell(field, type) +
            tag(state, state.look === "bad" || state.look === "doubt" ? field[STATE] : null) +
            tag(became, field[OUTCOME] || null) +
            (field[SIZE] ? "<td data-v=\"" + field[SIZE] + "\">" + bytes(field[SIZE]) : "<td>") + "</td></tr>\n";
    }

    function put(body, some) {
        var template = document.createElement("template");
        template.innerHTML = some.map(function (i) {
            return row(lines[i]);
        }).join("");
        body.appendChild(template.content);
    }

    /* --- Preparation: for the search, all lines at once; for sorting, line by line --- */

    function prepareSearch() {
        if (!lowered) {
            lowered = folded(whole).split("\n");
            whole = "";
        }
    }

    /* Returns the shown text of a line, without markup. */
    function exactText(i) {
        if (exact[i] === undefined) {
            exact[i] = folded(plain(lines[i].split("\t").slice(YEAR).join(" ").replace(/<[^>]*>/g, " ")));
        }
        return exact[i];
    }

    function contains(i, term) {
        var line = lowered[i];
        /* The fields before the third tab are not shown. */
        var from = line.indexOf("\t", line.indexOf("\t", line.indexOf("\t") + 1) + 1);
        if (line.indexOf("<", from) === -1 && line.indexOf("&", from) === -1) {
            return line.indexOf(term, from) !== -1;
        }
        return exactText(i).indexOf(term) !== -1;
    }

    /* Returns a condition for a search term. A row matches if the term is in its text, or in the
     * word of its state or outcome, such as "corrupt". */
    function asCondition(term) {
        function codes(filter) {
            return filter.words.filter(function (word) {
                return word.word.toLowerCase().indexOf(term) !== -1;
            }).map(function (word) {
                return word.code;
            });
        }
        var states = codes(health), outcomes = codes(outcome);
        return function (i) {
            return contains(i, term) || (states.length > 0 && states.indexOf(lines[i].charCodeAt(0)) !== -1) ||
                (outcomes.length > 0 && outcomes.indexOf(lines[i].charCodeAt(1)) !== -1);
        };
    }

    function prepareOrder(from, to) {
        for (var i = from; i < to; i++) {
            var field = lines[i].split("\t", TITLE + 1);
            names[i] = sortable(field[NAME] + "\u0001" + field[FOLDER]);
            titles[i] = sortable(field[TITLE] && field[TITLE] + " " + field[YEAR] + field[PART]);
        }
    }

    function placeOf(filter) {
        return function () {
            return Int32Array.from(lines, function (line) {
                return filter.words[line.charCodeAt(filter.letter) - 97].place;
            });
        };
    }

    /* Returns the rank of each line. Equal values have the same rank. A line without a value ("" or
     * NaN) has the rank -1. */
    function ranked(value) {
        var sorted = new Uint32Array(lines.length);
        var result = new Int32Array(lines.length).fill(-1);
        var count = 0;
        for (var n = 0; n < lines.length; n++) {
            if (value[n] !== "" && value[n] === value[n]) {
                sorted[count++] = n;
            }
        }
        sorted = sorted.subarray(0, count).sort(function (a, b) {
            return value[a] < value[b] ? -1 : value[a] > value[b] ? 1 : 0;
        });
        for (var i = 0, at = 0; i < count; i++) {
            at += i > 0 && value[sorted[i]] !== value[sorted[i - 1]] ? 1 : 0;
            result[sorted[i]] = at;
        }
        return result;
    }

    var ranking = [
        function () {
            prepareOrder(names.length, lines.length);
            return ranked(names);
        },
        function () {
            prepareOrder(names.length, lines.length);
            return ranked(titles);
        },
        placeOf(health),
        placeOf(outcome),
        function () {
            return ranked(Float64Array.from(lines, function (line) {
                var from = line.indexOf("\t") + 1, to = line.indexOf("\t", from);
                return from === to ? NaN : Number(line.slice(from, to));
            }));
        }
    ];

    function rank(column) {
        ranks[column] = ranks[column] || ranking[column]();
        return ranks[column];
    }

    /* Prepares the search and the sorting in slices, so that the first search and the first click
     * on a heading do not have to wait. */
    function warm() {
        var column = ranking.findIndex(function (make, i) {
            return !ranks[i];
        });
        if (!lowered) {
            prepareSearch();
        } else if (names.length < lines.length) {
            prepareOrder(names.length, Math.min(names.length + SLICE, lines.length));
        } else if (column !== -1) {
            rank(column);
        } else {
            table.setAttribute("data-prepared", "all");
            return;
        }
        setTimeout(warm, 0);
    }

    /* --- Drawing --- */

    /* Removes the choices that no row has. */
    function dropEmptyChoices() {
        filters.forEach(function (filter) {
            var seen = {};
            lines.forEach(function (line) {
                seen[line.charCodeAt(filter.letter)] = true;
            });
            Array.prototype.slice.call(filter.select.options, 1).forEach(function (option, i) {
                if (!seen[filter.words[i].code]) {
                    option.remove();
                }
            });
        });
    }

    function chosen() {
        return filters.filter(function (filter) {
            return filter.select.value !== "";
        }).map(function (filter) {
            var code = filter.words.find(function (word) {
                return word.key === filter.select.value;
            }).code;
            return function (i) {
                return lines[i].charCodeAt(filter.letter) === code;
            };
        });
    }

    function isInFolder(i) {
        return plain(lines[i].split("\t", FOLDER + 1)[FOLDER]).indexOf(folder) === 0;
    }

    function hasFacet(i) {
        return lines[i].charCodeAt(facet.at) === facet.code;
    }

    function match() {
        var terms = folded(words.value).split(/\s+/).filter(Boolean);
        var conditions = chosen().concat(terms.map(asCondition));
        var some = [];
        if (folder !== "") {
            conditions.push(isInFolder);
        }
        if (facet) {
            conditions.push(hasFacet);
        }
        if (terms.length > 0) {
            prepareSearch();
        }
        for (var n = 0; n < lines.length; n++) {
            var i = order ? order[n] : n;
            var fits = true;
            for (var c = 0; fits && c < conditions.length; c++) {
                fits = conditions[c](i);
            }
            if (fits) {
                some.push(i);
            }
        }
        matching = some;
    }

    function say() {
        var count = matching.length;
        var visible = Math.min(count, limit);
        found.textContent = count.toLocaleString("en") + " of " + lines.length.toLocaleString("en") +
            (folder === "" ? "" : " in " + folder) + (facet ? " with " + facet.words : "") + (visible === count ? "" : ", the first " + visible.toLocaleString("en") + " shown");
        more.hidden = visible === count;
        all.textContent = count - visible > MOST_MORE ? "Show " + MOST_MORE.toLocaleString("en") + " more" : "Show all";
    }

    function show() {
        match();
        rest.replaceChildren();
        shown.replaceChildren();
        put(shown, matching.slice(0, limit));
        say();
    }

    function showMore(amount) {
        put(shown, matching.slice(limit, limit + amount));
        limit += amount;
        say();
    }

    function fill() {
        rest.replaceChildren();
        put(rest, matching.slice(limit, Math.max(limit, MOST_PRINTED)));
        var left = matching.length - Math.max(limit, MOST_PRINTED);
        omitted.textContent = left > 0 ? left.toLocaleString("en") + " more rows are not printed. To print others, filter the table." : "";
        document.querySelectorAll("details.notices, details.titles").forEach(function (part) {
            part.open = true;
        });
    }

    function empty() {
        rest.replaceChildren();
        omitted.textContent = "";
    }

    function restart() {
        limit = PAGE;
        show();
    }

    /* Sorts by a column. Empty cells are always last. Equal cells keep their original order. */
    function sort(column) {
        var down = heads[column].getAttribute("aria-sort") === "ascending";
        var places = rank(column), count = lines.length;
        heads.forEach(function (head, i) {
            if (i === column) {
                head.setAttribute("aria-sort", down ? "descending" : "ascending");
            } else {
                head.removeAttribute("aria-sort");
            }
        });
        var keys = new Float64Array(count);
        for (var i = 0; i < count; i++) {
            keys[i] = (places[i] < 0 ? count : down ? count - 1 - places[i] : places[i]) * count + i;
        }
        order = keys.sort().map(function (key) {
            return key % count;
        });
        restart();
    }

    /* Returns the value that a link selects: "2B" is the letter B of the third chart. */
    function facetOf(target) {
        var text = target.getAttribute("data-q");
        return text && {
            at: FACETS + Number(text.charAt(0)), code: text.charCodeAt(1),
            words: target.closest("table").caption.textContent + ": " + target.textContent
        };
    }

    /* Handles the links above the table that select rows. */
    function follow(event) {
        var target = event.target.closest ? event.target.closest("a[href='#files']") : null;
        if (!target) {
            return;
        }
        words.value = target.getAttribute("data-w") || "";
        folder = target.getAttribute("data-f") || "";
        facet = facetOf(target);
        filters.forEach(function (filter) {
            filter.select.value = target.getAttribute("data-" + filter.key) || "";
        });
        restart();
    }

    /* --- Download: all rows that match, in their order --- */

    /* Quotes a cell (RFC 4180). Spreadsheets read a cell that begins with one of these signs as a
     * formula, unless it begins with an apostrophe. */
    function csvCell(text) {
        return "\"" + (/^[=+\-@]/.test(text) ? "'" : "") + text.replace(/"/g, "\"\"") + "\"";
    }

    function csvRow(i) {
        var field = lines[i].split("\t"), letters = field[LETTERS];
        var ids = field[IDS].split(",");
        return [field[FOLDER] + (letters.charAt(5) === "f" ? field[NAME] : ""), field[TITLE], field[YEAR], field[PART],
            health.words[letters.charCodeAt(0) - 97].word, outcome.words[letters.charCodeAt(1) - 97].word, field[SIZE],
            ids[1] || "", ids[2] || ""].map(plain).map(csvCell).join(",");
    }

    function csv() {
        return ["file,title,year,episode,state,trakt,size,imdb_id,tmdb_id"].concat(matching.map(csvRow)).join("\r\n") + "\r\n";
    }

    function download() {
        var address = URL.createObjectURL(new Blob(["\ufeff", csv()], {type: "text/csv"}));
        var anchor = document.createElement("a");
        anchor.href = address;
        anchor.download = "files.csv";
        anchor.click();
        setTimeout(function () {
            URL.revokeObjectURL(address);
        }, 60000);
    }

    /* --- Copying paths --- */

    /* Returns the path of a row. The whole of a cut name is in its title attribute, or unfolded in
     * .long. */
    function pathOf(button) {
        var box = button.closest("th, li");
        return Array.from([box.querySelector(".where > bdi"), box.querySelector(".long > bdi") || box.querySelector("bdi")], function (bdi) {
            return bdi ? bdi.title || bdi.textContent : "";
        }).join("");
    }

    /* Without TLS, browsers have no navigator.clipboard, but they allow this older way. */
    function copyOldWay(text) {
        var area = document.createElement("textarea");
        area.value = text;
        document.body.appendChild(area);
        area.select();
        var done = document.execCommand("copy");
        area.remove();
        return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
    }

    function copy(event) {
        var button = event.target.closest ? event.target.closest("button.copy") : null;
        if (!button) {
            return;
        }
        function report(word) {
            button.textContent = word;
            found.textContent = word;
            setTimeout(function () {
                button.textContent = "Copy path";
                say();
            }, COPIED_MS);
        }
        var path = pathOf(button);
        (navigator.clipboard ? navigator.clipboard.writeText(path) : Promise.reject(new Error("no clipboard"))).catch(function () {
            return copyOldWay(path);
        }).then(function () {
            report("Copied");
        }, function () {
            report("Not copied");
        });
    }

    /* --- Start --- */

    function showLocalTime() {
        var time = document.querySelector("time");
        if (time) {
            time.title = time.textContent;
            time.textContent = new Date(time.dateTime).toLocaleString(undefined, {dateStyle: "medium", timeStyle: "short"});
        }
    }

    /* Adds links to the sections, below the header. */
    function addSections() {
        var nav = document.createElement("nav");
        nav.setAttribute("aria-label", "Sections");
        document.querySelectorAll("main h2[id]").forEach(function (heading) {
            var anchor = document.createElement("a");
            anchor.href = "#" + heading.id;
            anchor.textContent = heading.textContent;
            nav.appendChild(anchor);
        });
        document.querySelector("header").appendChild(nav);
    }

    function unpack(text) {
        var binary = atob(text);
        var packed = new Uint8Array(binary.length);
        for (var i = 0; i < packed.length; i++) {
            packed[i] = binary.charCodeAt(i);
        }
        return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    }

    function addButtons() {
        heads.forEach(function (head, column) {
            var button = document.createElement("button");
            button.type = "button";
            button.textContent = head.textContent;
            button.addEventListener("click", function () {
                sort(column);
            });
            head.textContent = "";
            head.appendChild(button);
        });
    }

    function listen() {
        filters.forEach(function (filter) {
            filter.select.addEventListener("change", restart);
        });
        words.addEventListener("input", restart);
        controls.addEventListener("submit", function (event) {
            event.preventDefault();
        });
        controls.addEventListener("reset", function () {
            folder = "";
            facet = null;
            setTimeout(restart, 0);
        });
        document.addEventListener("click", follow);
        document.addEventListener("click", copy);
        document.getElementById("download").addEventListener("click", download);
        next.addEventListener("click", function () {
            showMore(PAGE);
        });
        all.addEventListener("click", function () {
            showMore(MOST_MORE);
        });
        window.addEventListener("beforeprint", fill);
        window.addEventListener("afterprint", empty);
    }

    function start(text) {
        whole = text.replace(/\n$/, "");
        lines = whole.split("\n");
        rest.replaceChildren();
        addButtons();
        listen();
        dropEmptyChoices();
        showLocalTime();
        addSections();
        match();
        say();
        controls.hidden = false;
        setTimeout(warm, 0);
    }

    /* If the data cannot be decompressed, shows the rows that are written as HTML. */
    function giveUp() {
        document.documentElement.className = "";
    }

    if (typeof DecompressionStream === "function") {
        unpack(document.getElementById("rows").textContent).then(start, giveUp);
    } else {
        giveUp();
    }
}());
/*]]>*/
