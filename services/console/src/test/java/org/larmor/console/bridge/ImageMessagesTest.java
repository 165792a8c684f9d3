package org.larmor.console.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.larmor.console.mrd.HeaderReader;
import org.larmor.console.mrd.MrdHeader;
import org.larmor.console.mrd.Survey;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Vector3;
import org.w3c.dom.Element;

class ImageMessagesTest {
    private static final ScanHeader HEADER = header();

    private static ScanHeader header() {
        ScanHeader plain =
                MrdHeader.of(Pictures.SCAN, new HeaderReader(Stream.header(2, 3, 4)), new Survey(2, 1, 0, 0, Map.of()));
        EncodingLimits l = plain.limits();
        return plain.withLimits(new EncodingLimits(
                l.step0(),
                l.step1(),
                l.step2(),
                l.average(),
                l.slice(),
                l.contrast(),
                new Limit(0, 4, 0),
                new Limit(0, 1, 0),
                l.set(),
                l.segment()));
    }

    private static List<MrdImage> messages(BridgeRequest request, boolean last) {
        Origins origins = new Origins();
        for (int slice : new int[] {0, 3}) {
            origins.note(new AcquisitionHeader(
                    0,
                    0,
                    new Origin(99, 1000 + slice, new int[] {4, 5, 6}, new Vector3(7, 8, 9)),
                    new Readout.SampleWindow(1, 0, 0, 0),
                    1,
                    0,
                    0,
                    1,
                    Readout.Placement.AXIAL,
                    new EncodingCounters(0, 0, 0, slice, 0, 2, 1, 0, 0)));
        }
        ImageMessages messages = new ImageMessages(HEADER, origins, request);
        return messages.of(last ? Pictures.last(3, 5) : Pictures.preview(3, 2));
    }

    private static ByteBuffer encoded(MrdImage image) {
        return ByteBuffer.wrap(image.encoded()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Map<String, List<String>> attributes(MrdImage image) throws Exception {
        ByteBuffer all = encoded(image);
        int length = (int) all.getLong(198);
        assertEquals(length, all.getInt(194));
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(all.array(), 206, length))
                .getDocumentElement();
        assertEquals("ismrmrdMeta", root.getTagName());
        Map<String, List<String>> found = new LinkedHashMap<>();
        var metas = root.getElementsByTagName("meta");
        for (int i = 0; i < metas.getLength(); i++) {
            Element meta = (Element) metas.item(i);
            List<String> values = new ArrayList<>();
            for (int v = 0; v < meta.getElementsByTagName("value").getLength(); v++) {
                values.add(meta.getElementsByTagName("value").item(v).getTextContent());
            }
            String name = meta.getElementsByTagName("name").item(0).getTextContent();
            assertEquals(null, found.put(name, values), name + " comes twice");
        }
        return found;
    }

    @Test
    void everyFieldOfTheHeaderIsWhereTheIsmrmrdLibraryReadsIt() {
        ByteBuffer all = encoded(messages(BridgeRequest.DEFAULT, true).get(0));

        assertEquals(5, all.getShort(2), "float32");
        assertEquals(99, all.getInt(12), "measurement");
        assertArrayEquals(new short[] {3, 2, 1}, new short[] {all.getShort(16), all.getShort(18), all.getShort(20)});
        assertEquals(1, all.getShort(34), "channels");
        float[] vectors = new float[18];
        all.slice(36, 60).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vectors, 3, 15);
        all.slice(22, 12).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vectors, 0, 3);
        assertArrayEquals(new float[] {220, 210, 5, 10, 20, 30, 0, 1, 0, 0, 0, 1, 1, 0, 0, 7, 8, 9}, vectors);
        short[] counters = new short[6];
        all.slice(96, 12).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(counters);
        assertArrayEquals(new short[] {0, 3, 0, 2, 1, 0}, counters, "average, slice, contrast, phase, repetition, set");
        assertEquals(1003, all.getInt(108), "acquisition stamp");
        assertArrayEquals(new int[] {4, 5, 6}, new int[] {all.getInt(112), all.getInt(116), all.getInt(120)});
        assertEquals(1, all.getShort(124), "magnitude");
        assertEquals(1 + (1 * 5 + 2) * 4 + 3, all.getShort(126), "repetition 1 of 2, phase 2 of 5, slice 3 of 4");
        assertEquals(0, all.getShort(128), "series");
    }

    @Test
    void pixelsComeAsTheyAreColumnsFastest() {
        ByteBuffer all = encoded(messages(BridgeRequest.DEFAULT, true).get(0));

        float[] pixels = new float[6];
        all.position(206 + all.getInt(194))
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(pixels);
        assertArrayEquals(Pictures.PIXELS, pixels);
        assertEquals(206 + all.getInt(194) + 24, all.capacity());
    }

    @Test
    void wholeNumbersTimesTheirSlopeAreThePixels() throws Exception {
        MrdImage image = messages(BridgeRequest.DEFAULT.described("{\"pixels\": \"uint16\"}"), true)
                .get(0);
        ByteBuffer all = encoded(image);

        assertEquals(1, all.getShort(2), "uint16");
        double slope = Double.parseDouble(
                attributes(image).getOrDefault("RescaleSlope", List.of()).get(0));
        for (int i = 0; i < 6; i++) {
            int whole = Short.toUnsignedInt(all.getShort(206 + all.getInt(194) + 2 * i));
            assertEquals(Pictures.PIXELS[i], whole * slope, slope / 2);
        }
    }

    @Test
    void theDeviationIsASecondSeriesAndPreviewsHaveTheirOwn() {
        assertEquals(List.of(0, 1), series(messages(BridgeRequest.DEFAULT, true)));
        assertEquals(List.of(4), series(messages(BridgeRequest.DEFAULT, false)));
        assertEquals(List.of(0), series(messages(BridgeRequest.DEFAULT.described("{\"deviations\": false}"), true)));
    }

    private static List<Integer> series(List<MrdImage> images) {
        return images.stream().map(image -> (int) encoded(image).getShort(128)).toList();
    }

    @Test
    void theAttributesSayWhatItIsAndThatItIsNotForDiagnosis() throws Exception {
        List<MrdImage> both = messages(BridgeRequest.DEFAULT, true);
        Map<String, List<String>> picture = attributes(both.get(0));
        Map<String, List<String>> deviation = attributes(both.get(1));

        assertEquals(List.of("Larmor", "refined"), picture.get("SeriesDescription"));
        assertEquals(picture.get("SeriesDescription"), picture.get("GADGETRON_SeqDescription"));
        assertEquals(List.of("Larmor", "refined", "standard deviation"), deviation.get("SeriesDescription"));
        assertEquals(List.of("LARMOR", "REFINED", "STDDEV"), deviation.get("ImageType"));
        assertEquals(List.of("Image"), picture.get("DataRole"));
        assertEquals(List.of("Quantitative"), deviation.get("DataRole"));
        assertEquals(
                List.of(
                        "not for diagnosis",
                        "coarse-to-fine",
                        "model brain <small> 1.2",
                        "predicted NRMSE 0.0321",
                        "a & b"),
                picture.get("ImageComment"));
        assertEquals(List.of("5"), picture.get("WindowWidth"));
        assertEquals(List.of("2.5"), picture.get("WindowCenter"));
        assertEquals(List.of("0.6"), deviation.get("WindowWidth"));
        assertEquals(List.of("0.0", "1.0", "0.0"), picture.get("ImageRowDir"));
        assertEquals(List.of("0.0321"), picture.get("LarmorPredictedNrmse"));
        assertEquals(List.of("brain <small>"), picture.get("LarmorModel"));
        assertEquals(
                List.of("Larmor", "preview", "sense"),
                attributes(messages(BridgeRequest.DEFAULT, false).get(0)).get("SeriesDescription"));
    }

    @Test
    void whatXmlForbidsIsLeftOut() throws Exception {
        byte[] xml = new MetaAttributes().put("a", "x\0\u001b<&>y").encoded();

        assertEquals(
                "<ismrmrdMeta><meta><name>a</name><value>x  &lt;&amp;&gt;y</value></meta></ismrmrdMeta>",
                new String(xml, UTF_8));
    }
}
