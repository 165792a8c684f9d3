package org.larmor.display.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.Uncertainty;

/**
 * One image of one series of a scan, as an archive holds it.
 *
 * @param studyId pseudonym of the study, or empty
 * @param index which image; of a frame, its place in the cycle stands for the phase
 * @param revision of a preview or an anomaly map; 0 of any other
 * @param pixels in units common to the scan's pictures
 * @param kspaceShare measured lines used over the lines that the image would have, 0 to 1
 * @param predictedNrmse expected relative error, or null where none is stated
 * @param cycle of a frame, else null
 * @param anomaly the map that the image is or belongs to, else null
 * @param published milliseconds since the epoch
 */
public record SeriesImage(
        String studyId,
        String scanId,
        Series series,
        ImageIndex index,
        int revision,
        Geometry geometry,
        RealImage pixels,
        double kspaceShare,
        Provenance provenance,
        @Nullable Double predictedNrmse,
        @Nullable Cycle cycle,
        @Nullable AnomalyMap anomaly,
        double published) {
    /** Said of every image, wherever there is room for it. */
    public static final String WARNING = "NOT FOR DIAGNOSIS. Research only.";

    /** The moment of a frame, share of the cardiac cycle since the R wave, and whether a network made it. */
    public record Cycle(double time, boolean synthesised) {}

    /** The picture, and its standard deviation where it is the last one and has any. */
    public static List<SeriesImage> of(ReconImage image, String studyId) {
        Uncertainty uncertainty = image.uncertainty();
        Series series = image.last() ? Series.PICTURES : Series.previews(image.stage());
        List<SeriesImage> images = new ArrayList<>();
        images.add(of(image, studyId, series, image.magnitude()));
        if (image.last() && uncertainty != null) {
            images.add(of(image, studyId, Series.DEVIATIONS, uncertainty.standardDeviation()));
        }
        return images;
    }

    private static SeriesImage of(ReconImage image, String studyId, Series series, RealImage pixels) {
        Uncertainty uncertainty = image.uncertainty();
        return new SeriesImage(
                studyId,
                image.scanId(),
                series,
                image.index(),
                series.isPreview() ? image.revision() : 0,
                image.geometry(),
                pixels,
                image.kspaceShare(),
                image.provenance(),
                uncertainty == null ? null : uncertainty.predictedNrmse(),
                null,
                null,
                image.timing().published());
    }

    /** A frame that is the {@code place}-th of its slice's cine, from 0. */
    public static SeriesImage of(Frame frame, String studyId, int place) {
        ImageIndex cine = frame.slice();
        return new SeriesImage(
                studyId,
                frame.scanId(),
                Series.FRAMES,
                new ImageIndex(cine.repetition(), cine.contrast(), place, cine.slice()),
                0,
                frame.geometry(),
                frame.magnitude(),
                1,
                frame.provenance(),
                null,
                new Cycle(frame.time(), !frame.isMeasured()),
                null,
                frame.published());
    }

    /** The map over each picture that it was made of, and the healthy counterpart of the one to be shown where it is there. */
    public static List<SeriesImage> of(AnomalyMap map) {
        List<SeriesImage> images = new ArrayList<>();
        for (Source source : map.sources()) {
            images.add(of(map, source, Series.ANOMALIES, map.finding().map()));
        }
        RealImage healthy = map.finding().counterparts().get(map.shown().contrast());
        if (healthy != null) {
            images.add(of(map, map.shown(), Series.COUNTERPARTS, healthy));
        }
        return images;
    }

    private static SeriesImage of(AnomalyMap map, Source over, Series series, RealImage pixels) {
        AnomalyFinding.Made made = map.finding().made();
        return new SeriesImage(
                map.studyId(),
                over.scanId(),
                series,
                over.index(),
                map.revision(),
                map.geometry(),
                pixels,
                1,
                new Provenance(
                        "anomaly-map",
                        made.model(),
                        made.version(),
                        made.digest(),
                        made.evaluations(),
                        0,
                        false,
                        made.seed(),
                        0,
                        1,
                        made.remark(),
                        List.of()),
                null,
                null,
                map,
                map.published());
    }

    /** Unique within the scan, and a file's name without its ending: {@code pictures-slice003-phase001}. */
    public String name() {
        StringBuilder name = new StringBuilder(series.label()).append(String.format("-slice%03d", index.slice()));
        append(name, "phase", index.phase(), cycle != null);
        append(name, "contrast", index.contrast(), false);
        append(name, "repetition", index.repetition(), false);
        if (series.isPreview() || series.isOfMap()) {
            name.append(String.format("-revision%03d", revision));
        }
        return name.toString();
    }

    private static void append(StringBuilder name, String counter, int value, boolean always) {
        if (always || value > 0) {
            name.append(String.format("-%s%03d", counter, value));
        }
    }

    /** How the image came about, in one line for a person. */
    public String derivation() {
        if (anomaly != null) {
            return MapReport.of(anomaly).sentence(series);
        }
        StringBuilder text = new StringBuilder();
        if (cycle != null) {
            text.append(cycle.synthesised() ? "Synthesised between two measured phases, " : "Measured phase, ");
            text.append(String.format(Locale.ROOT, "%.1f %% of the cardiac cycle; ", 100 * cycle.time()));
        }
        text.append(series == Series.DEVIATIONS ? "Standard deviation of a picture by " : "Reconstructed by ")
                .append(provenance.method())
                .append(String.format(
                        Locale.ROOT,
                        " from %.1f %% of the lines that the scan measures (R = %.2f)",
                        100 * kspaceShare,
                        provenance.acceleration()));
        if (!provenance.model().isEmpty()) {
            text.append(String.format(
                    ", network %s %s, %d evaluations, %d samples, seed %d",
                    provenance.model(),
                    provenance.modelVersion(),
                    provenance.evaluations(),
                    provenance.samples(),
                    provenance.seed()));
        }
        return text.append(provenance.remark().isEmpty() ? "." : ". " + provenance.remark())
                .toString();
    }
}
