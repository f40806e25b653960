/*<![CDATA[*/
/* Searches, filters, orders and pages the rows of the table. All that it shows is there without it. */
(function () {
    "use strict";
    var table = document.getElementById("table");
    if (!table) {
        return;
    }
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var shown = table.tBodies[0];
    /* Rows that match and are not shown: on paper they are. Filled before printing, since nothing else needs them. */
    var rest = table.tBodies[1] || table.appendChild(document.createElement("tbody"));
    var entries = Array.prototype.slice.call(shown.rows).concat(Array.prototype.slice.call(rest.rows))
        .map(function (row, place) {
            return {row: row, place: place, text: null, value: null};
        });
    var matching = entries;
    var controls = document.getElementById("controls");
    var words = document.getElementById("words");
    var filters = [
        {key: "h", select: document.getElementById("by-health")},
        {key: "o", select: document.getElementById("by-outcome")},
        {key: "t", select: document.getElementById("by-type")},
        {key: "d", select: document.getElementById("by-agreement")}
    ];
    var found = document.getElementById("found");
    var more = document.getElementById("more");
    var PAGE = 100;
    var limit = PAGE;
    var collator = new Intl.Collator(undefined, {numeric: true, sensitivity: "base"});

    function folded(text) {
        return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    }

    /* Choices that no row has only lead to empty tables. */
    function dropEmptyChoices() {
        filters.forEach(function (filter) {
            var seen = {};
            entries.forEach(function (entry) {
                seen[entry.row.getAttribute("data-" + filter.key)] = true;
            });
            Array.prototype.slice.call(filter.select.options, 1).forEach(function (option) {
                if (!Object.prototype.hasOwnProperty.call(seen, option.value)) {
                    option.remove();
                }
            });
        });
    }

    function matches(entry, terms) {
        var wanted = filters.every(function (filter) {
            var value = filter.select.value;
            return value === "" || entry.row.getAttribute("data-" + filter.key) === value;
        });
        if (!wanted || terms.length === 0) {
            return wanted;
        }
        if (entry.text === null) {
            entry.text = folded(entry.row.textContent);
        }
        return terms.every(function (term) {
            return entry.text.indexOf(term) !== -1;
        });
    }

    function put(body, some) {
        var rows = document.createDocumentFragment();
        some.forEach(function (entry) {
            rows.appendChild(entry.row);
        });
        body.appendChild(rows);
    }

    function say() {
        var count = matching.length;
        var visible = Math.min(count, limit);
        found.textContent = count.toLocaleString("en") + " of " + entries.length.toLocaleString("en") +
            (visible === count ? "" : ", the first " + visible.toLocaleString("en") + " shown");
        more.hidden = visible === count;
    }

    function show() {
        var terms = folded(words.value).split(/\s+/).filter(Boolean);
        matching = entries.filter(function (entry) {
            return matches(entry, terms);
        });
        rest.replaceChildren();
        shown.replaceChildren();
        put(shown, matching.slice(0, limit));
        say();
    }

    function showMore(amount) {
        var from = limit;
        limit += amount;
        put(shown, matching.slice(from, limit));
        say();
    }

    function fill() {
        rest.replaceChildren();
        put(rest, matching.slice(limit));
        document.querySelectorAll("details.notices, details.titles").forEach(function (part) {
            part.open = true;
        });
    }

    function restart() {
        limit = PAGE;
        show();
    }

    function value(row, column) {
        var cell = row.cells[column];
        var number = cell.getAttribute("data-v");
        return number === null ? cell.textContent : Number(number);
    }

    /* Empty cells come last, whichever way. */
    function compare(a, b, sign) {
        if (a.value === "" || b.value === "") {
            return (a.value === "") - (b.value === "") || a.place - b.place;
        }
        var order = typeof a.value === "number" ? a.value - b.value :
            collator.compare(a.value, b.value);
        return order * sign || a.place - b.place;
    }

    function sort(column) {
        var down = heads[column].getAttribute("aria-sort") === "ascending";
        heads.forEach(function (head, i) {
            if (i === column) {
                head.setAttribute("aria-sort", down ? "descending" : "ascending");
            } else {
                head.removeAttribute("aria-sort");
            }
        });
        entries.forEach(function (entry) {
            entry.value = value(entry.row, column);
        });
        entries.sort(function (a, b) {
            return compare(a, b, down ? -1 : 1);
        });
        restart();
    }

    /* The links of the legends choose the rows that they speak of. */
    function follow(event) {
        var link = event.target.closest ? event.target.closest("a[href='#files']") : null;
        if (!link) {
            return;
        }
        controls.reset();
        filters.forEach(function (filter) {
            filter.select.value = link.getAttribute("data-" + filter.key) || "";
        });
        restart();
    }

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
    filters.forEach(function (filter) {
        filter.select.addEventListener("change", restart);
    });
    words.addEventListener("input", restart);
    controls.addEventListener("submit", function (event) {
        event.preventDefault();
    });
    controls.addEventListener("reset", function () {
        setTimeout(restart, 0);
    });
    document.addEventListener("click", follow);
    document.getElementById("next").addEventListener("click", function () {
        showMore(PAGE);
    });
    document.getElementById("all").addEventListener("click", function () {
        showMore(entries.length);
    });
    window.addEventListener("beforeprint", fill);
    dropEmptyChoices();
    say();
    controls.hidden = false;
}());
/*]]>*/
