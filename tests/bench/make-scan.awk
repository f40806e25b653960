# awk -v n=1000000 -f make-scan.awk: prints a scan document of n entries, like the earlier program, indented by 2.
BEGIN {
    print "{\n  \"scan_summary\": {\n    \"total_files\": " n "\n  },\n  \"results\": ["
    for (i = 1; i <= n; i++) {
        state = i % 20
        printf "    {\n      \"filename\": \"/srv/video/show %d/Show.%d.S%02dE%02d.1080p.mkv\",\n", i % 300, i % 300, i % 9 + 1, i % 24 + 1
        printf "      \"is_corrupt\": %s,\n      \"error_message\": \"%s\",\n", state == 7 ? "true" : "false",
            state == 7 ? "Video file is corrupt (deep scan confirmed)" : ""
        printf "      \"inspection_time\": %.2f,\n      \"file_size\": %d,\n      \"scan_mode\": \"quick\",\n", i % 600 / 10 + 0.1, 100000000 + i
        printf "      \"needs_deep_scan\": %s,\n      \"deep_scan_completed\": false\n    }%s\n", state == 9 ? "true" : "false",
            i < n ? "," : ""
    }
    print "  ]\n}"
}
