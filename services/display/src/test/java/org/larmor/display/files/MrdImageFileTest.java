package org.larmor.display.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Stage;
import org.larmor.display.Samples;
import org.larmor.display.series.SeriesImage;
import org.w3c.dom.Document;

class MrdImageFileTest {
    @TempDir
    private Path folder;

    @Test
    void holdsEverySeriesAsAGroupOfImages() throws Exception {
        List<SeriesImage> images = scan(3);
        Path file = folder.resolve("images.h5");
        MrdImageFile.write(
                file,
                List.of(images.get(4), images.get(0), images.get(5), images.get(2), images.get(1), images.get(3)));

        try (HdfFile hdf = new HdfFile(file)) {
            for (int series = 0; series < 2; series++) {
                float[][][][][] data = (float[][][][][]) hdf.getDatasetByPath("/dataset/image_" + series + "/data")
                        .getData();
                Map<?, ?> header = (Map<?, ?>) hdf.getDatasetByPath("/dataset/image_" + series + "/header")
                        .getData();
                assertArrayEquals(new int[] {0, 1, 2}, (int[]) header.get("slice"), "series " + series);
                assertArrayEquals(new int[] {series, series, series}, (int[]) header.get("image_series_index"));
                for (int slice = 0; slice < 3; slice++) {
                    float[] expected = images.get(2 * slice + series).pixels().data();
                    assertEquals(expected[13], data[slice][0][0][1][5], "series " + series + ", slice " + slice);
                }
            }
        }
    }

    @Test
    void saysWhereEachImageLiesAsTheReadoutsSaidIt() throws Exception {
        Path file = folder.resolve("images.h5");
        MrdImageFile.write(file, scan(1));

        try (HdfFile hdf = new HdfFile(file)) {
            Map<?, ?> header =
                    (Map<?, ?>) hdf.getDatasetByPath("/dataset/image_0/header").getData();
            assertArrayEquals(new float[] {8, 24, 5}, first(header, "field_of_view"));
            assertArrayEquals(new float[] {1, 0, 0}, first(header, "read_dir"));
            assertArrayEquals(new float[] {0, 1, 0}, first(header, "phase_dir"));
            assertArrayEquals(
                    new int[] {8, 12, 1}, (int[]) ((Object[]) Objects.requireNonNull(header.get("matrix_size")))[0]);
            assertArrayEquals(new int[] {5}, (int[]) header.get("data_type"), "float32");
        }
    }

    @Test
    void attributesAreXmlThatSaysThatItIsNotForDiagnosis() throws Exception {
        Path file = folder.resolve("images.h5");
        MrdImageFile.write(file, scan(1));

        try (HdfFile hdf = new HdfFile(file)) {
            String xml = ((String[])
                            hdf.getDatasetByPath("/dataset/image_0/attributes").getData())
                    [0];
            Document meta = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.US_ASCII)));
            assertEquals("ismrmrdMeta", meta.getDocumentElement().getNodeName());
            assertTrue(meta.getDocumentElement().getTextContent().contains("NOT FOR DIAGNOSIS"), xml);
        }
    }

    @Test
    void whatXmlWouldTakeForItsOwnIsEscaped() {
        assertEquals(
                "<ismrmrdMeta><meta><name>a</name><value>R &#60; 4 &#38; &#181;</value></meta></ismrmrdMeta>",
                new MetaXml().add("a", "R < 4 & µ").add("empty", "").toString());
    }

    private static float[] first(Map<?, ?> header, String member) {
        return (float[]) ((Object[]) Objects.requireNonNull(header.get(member)))[0];
    }

    /** Picture and deviation of each slice. */
    private static List<SeriesImage> scan(int slices) {
        List<SeriesImage> images = new ArrayList<>();
        for (int slice = 0; slice < slices; slice++) {
            images.addAll(SeriesImage.of(Samples.image("a", new ImageIndex(0, 0, 0, slice), Stage.REFINED, slice), ""));
        }
        return images;
    }
}
