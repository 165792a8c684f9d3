package org.larmor.display.archive;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Vector3;
import org.larmor.display.picture.ContactSheet;
import org.larmor.display.picture.ContactSheet.Strip;
import org.larmor.display.picture.ContactSheet.Tile;
import org.larmor.display.picture.Window;
import org.larmor.display.series.MapReport;
import org.larmor.display.series.Series;
import org.larmor.display.series.SeriesImage;

/** An anomaly map or its healthy counterpart as a picture that says what it is not. */
final class MapSheet {
    private MapSheet() {}

    /** @param image of a map */
    static BufferedImage of(SeriesImage image) {
        AnomalyMap map = Objects.requireNonNull(image.anomaly());
        RealImage pixels = image.pixels();
        Vector3 field = image.geometry().fieldOfViewMm();
        double aspect =
                field.x() > 0 && field.y() > 0 ? field.x() / field.y() : (double) pixels.columns() / pixels.rows();
        Tile tile = image.series() == Series.ANOMALIES
                ? new Tile(pixels, scale(map), aspect, true, MapReport.of(map).caption())
                : new Tile(
                        pixels,
                        Window.robust(List.of(pixels)),
                        aspect,
                        false,
                        List.of("healthy counterpart", map.shown().contrast().label(), AnomalyMap.LABEL));
        return ContactSheet.draw(
                "Scan " + image.scanId(),
                AnomalyMap.LABEL,
                List.of(new Strip("slice " + image.index().slice(), List.of(tile))));
    }

    /** At least five times the threshold, so that a faint map does not look strong. */
    private static Window scale(AnomalyMap map) {
        float brightest = Window.quantile(List.of(map.finding().map()), 0.9995);
        return Window.upTo((float) Math.max(5 * map.finding().threshold(), brightest));
    }
}
