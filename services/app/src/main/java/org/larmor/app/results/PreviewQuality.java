package org.larmor.app.results;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.larmor.display.picture.LinePlot;

/**
 * How near a scan's pictures came to the truth while k-space was filled: of each stage the mean PSNR inside the object over the
 * images of which there is a picture at that share of k-space.
 *
 * @param psnr dB by percent of k-space by stage; stages in the order in which they first came
 */
public record PreviewQuality(Map<String, NavigableMap<Integer, Double>> psnr) {
    static PreviewQuality of(List<Report.Picture> pictures) {
        Map<String, NavigableMap<Integer, Double>> psnr = new LinkedHashMap<>();
        pictures.stream()
                .filter(picture -> Double.isFinite(figure(picture)))
                .collect(Collectors.groupingBy(
                        PreviewQuality::label,
                        LinkedHashMap::new,
                        Collectors.groupingBy(
                                picture -> (int) Math.round(100 * picture.kspaceShare()),
                                TreeMap::new,
                                Collectors.averagingDouble(PreviewQuality::figure))))
                .forEach(psnr::put);
        return new PreviewQuality(psnr);
    }

    private static String label(Report.Picture picture) {
        return picture.stage().equals("sense") ? picture.method() : picture.stage();
    }

    private static double figure(Report.Picture picture) {
        Double psnr = picture.psnr();
        return psnr == null ? Double.NaN : psnr;
    }

    public boolean isEmpty() {
        return psnr.isEmpty();
    }

    BufferedImage plot(String scanId) {
        List<LinePlot.Series> series = new ArrayList<>();
        psnr.forEach((stage, figures) -> series.add(new LinePlot.Series(
                stage,
                figures.keySet().stream().mapToDouble(Integer::doubleValue).toArray(),
                figures.values().stream().mapToDouble(Double::doubleValue).toArray())));
        return LinePlot.draw(scanId, "% of the scan's lines", "PSNR inside the object, dB", series);
    }
}
