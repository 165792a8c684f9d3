package org.larmor.display.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Vector3;
import org.larmor.display.Samples;
import org.larmor.display.series.Series;
import org.larmor.display.series.SeriesImage;

class MrInstancesTest {
    private static final int SERIES = 0x0020000e;
    private static final int STUDY = 0x0020000d;

    @ParameterizedTest
    @ValueSource(floats = {1e-6f, 1, 1e6f})
    void everyPixelIsThereToHalfAStep(float unit) {
        RealImage image = scaled(Samples.random(12, 8, 5), unit, -0.2f * unit);
        double[] read = read(with(picture(), image)).pixels();

        double step = (1.0 * unit) / 65_535;
        for (int i = 0; i < read.length; i++) {
            assertEquals(image.data()[i], read[i], 0.51 * step, "pixel " + i + " in units of " + unit);
        }
    }

    @Test
    void pixelsThatAreNoNumbersAreTheSmallest() {
        RealImage image = Samples.random(12, 8, 5);
        image.data()[3] = Float.NaN;
        image.data()[4] = Float.POSITIVE_INFINITY;

        double[] read = read(with(picture(), image)).pixels();

        assertArrayEquals(new double[] {0, 0}, new double[] {read[3], read[4]});
        assertEquals(image.data()[5], read[5], 1e-4);
    }

    @Test
    void aPictureOfNothingIsWritten() {
        assertEquals(
                0, read(with(picture(), new RealImage(12, 8, new float[96]))).pixels()[50]);
    }

    @Test
    void theCentreOfTheTransformLiesWhereTheReadoutsSaid() {
        float half = (float) Math.sqrt(0.5);
        Readout.Placement oblique = new Readout.Placement(
                new Vector3(1, 2, 3), new Vector3(half, half, 0), new Vector3(0, 0, 1), new Vector3(half, -half, 0));

        ReadDataSet data = read(at(picture(), new Geometry(oblique, new Vector3(8, 24, 5))));

        double[] first = data.decimals(0x00200032);
        double[] along = data.decimals(0x00200037);
        double[] spacing = data.decimals(0x00280030);
        assertArrayEquals(new double[] {half, half, 0, 0, 0, 1}, along, 1e-7, "along a row, then down a column");
        assertArrayEquals(new double[] {2, 1}, spacing, 1e-7, "between rows, then between columns");
        double[] centre = new double[3];
        for (int i = 0; i < 3; i++) {
            centre[i] = first[i] + 4 * spacing[1] * along[i] + 6 * spacing[0] * along[3 + i];
        }
        assertArrayEquals(new double[] {1, 2, 3}, centre, 1e-5, "pixel (6, 4) of 12 x 8");
        assertEquals(5, data.decimals(0x00180050)[0], "thickness");
    }

    @Test
    void saysWhatItIsAndWhatItIsNot() {
        ReadDataSet data = read(picture());

        assertEquals("RESEARCH", data.text(0x00189004));
        assertTrue(data.text(0x00204000).startsWith("NOT FOR DIAGNOSIS"), data.text(0x00204000));
        assertEquals("DERIVED\\PRIMARY\\OTHER\\REFINED", data.text(0x00080008));
        assertEquals(
                "DERIVED\\SECONDARY\\OTHER\\STD_DEVIATION",
                read(refined("a", 0).get(1)).text(0x00080008));
        assertTrue(data.text(0x00082111).contains("25.0 % of the lines that the scan measures"), data.text(0x00082111));
        assertEquals("NO", data.text(0x00280301));
        assertEquals("", data.text(0x00100030), "no birth date");
        assertEquals("study-7^", data.text(0x00100010), "the pseudonym stands for the name");
    }

    @Test
    void anAnomalyMapIsDerivedAndSaysItsThresholdAndItsPictures() {
        ReadDataSet data = read(SeriesImage.of(Samples.anomaly(2, "a", "b")).get(1));

        assertEquals("DERIVED\\SECONDARY\\OTHER\\ANOMALY_MAP", data.text(0x00080008));
        assertEquals("study^", data.text(0x00100010));
        String told = data.text(0x00204000);
        assertTrue(told.startsWith("NOT FOR DIAGNOSIS"), told);
        for (String part : List.of("threshold 0.5", "score 0.90", "made of t1 of a", "anomaly-brain")) {
            assertTrue(told.toLowerCase(java.util.Locale.ROOT).contains(part), part + " in: " + told);
        }
    }

    @Test
    void namesTheModelItsVersionAndTheDigestOfItsWeights() {
        SeriesImage image = picture();
        Provenance made = new Provenance(
                "coarse-to-fine", "brain-small", "3", "ab".repeat(32), 44, 8, false, 7, .01, 4, "", List.of());
        ReadDataSet data = read(new SeriesImage(
                image.studyId(),
                image.scanId(),
                image.series(),
                image.index(),
                0,
                image.geometry(),
                image.pixels(),
                .25,
                made,
                .05,
                null,
                null,
                image.published()));

        byte[] items = data.values.getOrDefault(0x0018a001, new byte[8]);
        ReadDataSet model = ReadDataSet.explicit(java.util.Arrays.copyOfRange(items, 8, items.length));
        assertEquals("brain-small", model.text(0x00081090));
        assertEquals("3", model.text(0x00181020));
        assertEquals("ab".repeat(32), model.text(0x00181000));
        assertTrue(read(image).values.get(0x0018a001) == null, "a classic has no model");
    }

    @Test
    void aReplayIsTheSameInstanceAndEverythingElseIsAnother() {
        byte[] once = MrInstances.of(refined("a", 0).get(0)).file();

        assertArrayEquals(once, MrInstances.of(refined("a", 0).get(0)).file());
        List<SeriesImage> others = List.of(
                refined("a", 0).get(1),
                refined("a", 1).get(0),
                refined("b", 0).get(0),
                preview("a", 3),
                preview("a", 4));
        assertEquals(
                6,
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(refined("a", 0).get(0)), others.stream())
                        .map(image -> MrInstances.of(image).uid())
                        .distinct()
                        .count());
    }

    @Test
    void imagesOfAStudyShareItAndImagesOfAScanTheirSeries() {
        assertEquals(
                read(refined("a", 0).get(0)).text(STUDY),
                read(refined("b", 0).get(1)).text(STUDY));
        assertEquals(
                read(refined("a", 0).get(0)).text(SERIES),
                read(refined("a", 1).get(0)).text(SERIES));
        assertNotEquals(
                read(refined("a", 0).get(0)).text(SERIES),
                read(refined("b", 0).get(0)).text(SERIES));
        assertNotEquals(
                read(refined("a", 0).get(0)).text(SERIES),
                read(refined("a", 0).get(1)).text(SERIES));
    }

    @Test
    void takesPseudonymsThatAreLongOrHoldWhatPartsValues() {
        SeriesImage odd = SeriesImage.of(
                        Samples.image("s".repeat(128), ImageIndex.FIRST, Stage.REFINED, 0),
                        "a\\b^c=d\n" + "µ".repeat(200))
                .get(0);

        ReadDataSet data = read(odd);

        assertEquals(64, data.text(0x00100020).length());
        assertTrue(data.text(0x00100010).startsWith("a b c d µ"), data.text(0x00100010));
    }

    private static SeriesImage picture() {
        return refined("a", 0).get(0);
    }

    private static List<SeriesImage> refined(String scan, int slice) {
        return SeriesImage.of(Samples.image(scan, new ImageIndex(0, 0, 0, slice), Stage.REFINED, 2), "study-7");
    }

    private static SeriesImage preview(String scan, int revision) {
        return SeriesImage.of(Samples.image(scan, ImageIndex.FIRST, Stage.SENSE, revision), "study-7")
                .get(0);
    }

    private static ReadDataSet read(SeriesImage image) {
        return ReadDataSet.ofFile(MrInstances.of(image).file());
    }

    private static SeriesImage with(SeriesImage image, RealImage pixels) {
        return of(image, pixels, image.geometry());
    }

    private static SeriesImage at(SeriesImage image, Geometry geometry) {
        return of(image, image.pixels(), geometry);
    }

    private static SeriesImage of(SeriesImage image, RealImage pixels, Geometry geometry) {
        return new SeriesImage(
                image.studyId(),
                image.scanId(),
                Series.PICTURES,
                image.index(),
                0,
                geometry,
                pixels,
                image.kspaceShare(),
                image.provenance(),
                null,
                null,
                null,
                image.published());
    }

    private static RealImage scaled(RealImage image, float factor, float offset) {
        float[] data = image.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = data[i] * factor + offset;
        }
        return new RealImage(image.rows(), image.columns(), data);
    }
}
