package org.larmor.app.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeSet;
import org.larmor.app.cli.Table;
import org.larmor.app.results.PreviewQuality;

/** How near the pictures of each stage came to the truth while k-space was filled, as a table for the terminal. */
final class PreviewTable {
    private PreviewTable() {}

    static Table of(PreviewQuality quality) {
        List<String> heads = new ArrayList<>(List.of("k-space"));
        heads.addAll(quality.psnr().keySet());
        Table table = new Table(heads.toArray(String[]::new));
        var shares = new TreeSet<Integer>();
        quality.psnr().values().forEach(figures -> shares.addAll(figures.keySet()));
        for (int share : shares) {
            List<String> row = new ArrayList<>(List.of(share + " %"));
            for (NavigableMap<Integer, Double> figures : quality.psnr().values()) {
                Double psnr = figures.get(share);
                row.add(psnr == null ? "" : String.format(Locale.ROOT, "%.1f dB", psnr));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }
}
