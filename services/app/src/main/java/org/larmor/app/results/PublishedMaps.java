package org.larmor.app.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.RealImage;
import org.larmor.display.files.NpyFile;
import org.larmor.display.files.PngPictures;
import org.larmor.display.files.WholeFile;
import org.larmor.display.picture.ContactSheet;
import org.larmor.display.picture.ContactSheet.Strip;
import org.larmor.display.picture.ContactSheet.Tile;
import org.larmor.display.picture.Window;
import org.larmor.display.series.MapReport;

/**
 * Writes the anomaly maps of a scan: {@code map.npy} and, where it was asked for, {@code counterpart.npy} (float32, map x rows x columns),
 * {@code anomaly.png} and {@code anomaly.json}, which says of which images they are. What an earlier run left there is removed first.
 */
public final class PublishedMaps {
    private static final List<String> NAMES = List.of("map.npy", "counterpart.npy", "anomaly.png", "anomaly.json");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PublishedMaps() {}

    /** What {@code anomaly.json} says. */
    record Report(String label, List<MapReport> maps) {}

    /**
     * Makes the folder and writes the maps into it; without one only removes what is there.
     *
     * @param picture the picture that a source names
     */
    public static void write(Path folder, String title, List<AnomalyMap> maps, Function<Source, RealImage> picture)
            throws IOException {
        Files.createDirectories(folder);
        for (String name : NAMES) {
            Files.deleteIfExists(folder.resolve(name));
        }
        if (maps.isEmpty()) {
            return;
        }
        NpyFile.write(
                folder.resolve("map.npy"),
                maps.stream().map(map -> map.finding().map()).toList());
        List<RealImage> counterparts = maps.stream()
                .map(PublishedMaps::counterpart)
                .filter(Objects::nonNull)
                .toList();
        if (counterparts.size() == maps.size()) {
            NpyFile.write(folder.resolve("counterpart.npy"), counterparts);
        }
        PngPictures.write(
                folder.resolve("anomaly.png"),
                ContactSheet.draw(
                        title,
                        "anomaly maps     " + AnomalyMap.LABEL,
                        maps.stream().map(map -> strip(map, picture)).toList()));
        WholeFile.write(
                folder.resolve("anomaly.json"),
                out -> JSON.writeValue(
                        out,
                        new Report(
                                AnomalyMap.LABEL,
                                maps.stream().map(MapReport::of).toList())));
    }

    private static @org.jspecify.annotations.Nullable RealImage counterpart(AnomalyMap map) {
        return map.finding().counterparts().get(map.shown().contrast());
    }

    private static Strip strip(AnomalyMap map, Function<Source, RealImage> picture) {
        List<Tile> tiles = new ArrayList<>();
        double aspect = aspect(map.geometry(), map.finding().map());
        for (Source source : map.sources()) {
            RealImage shown = picture.apply(source);
            tiles.add(new Tile(
                    shown,
                    Window.robust(List.of(shown)),
                    aspect,
                    false,
                    List.of(source.contrast().label(), "of " + source.scanId())));
        }
        RealImage counterpart = counterpart(map);
        if (counterpart != null) {
            Window window = Window.robust(List.of(picture.apply(map.shown())));
            String of = "of " + map.shown().contrast().label();
            tiles.add(new Tile(counterpart, window, aspect, false, List.of("healthy counterpart", of)));
        }
        AnomalyFinding finding = map.finding();
        Window window =
                Window.upTo((float) Math.max(5 * finding.threshold(), Window.quantile(List.of(finding.map()), 0.9995)));
        tiles.add(
                new Tile(finding.map(), window, aspect, true, MapReport.of(map).caption()));
        return new Strip("slice " + map.shown().index().slice(), tiles);
    }

    private static double aspect(Geometry geometry, RealImage map) {
        float width = geometry.fieldOfViewMm().x();
        float height = geometry.fieldOfViewMm().y();
        return width > 0 && height > 0 ? width / height : (double) map.columns() / map.rows();
    }
}
