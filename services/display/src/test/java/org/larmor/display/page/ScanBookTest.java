package org.larmor.display.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ArrivedLines;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Stage;
import org.larmor.display.Samples;

class ScanBookTest {
    private static final long ONE_PICTURE = bytes();

    private final List<PageEvent> events = new ArrayList<>();

    @Test
    void keepsTheLatestRevisionOfEachStage() {
        ScanBook book = new ScanBook(4, 1 << 20, events::add);

        book.image(Samples.image("a", ImageIndex.FIRST, Stage.ZERO_FILLED, 0));
        book.image(Samples.image("a", ImageIndex.FIRST, Stage.ZERO_FILLED, 2));
        book.image(Samples.image("a", ImageIndex.FIRST, Stage.ZERO_FILLED, 1));
        book.image(Samples.image("a", ImageIndex.FIRST, Stage.SENSE, 3));

        var pictures = book.snapshot().scans().get(0).pictures();
        assertEquals(List.of(2, 3), pictures.stream().map(PictureView::revision).toList());
    }

    @Test
    void theLastPictureStandsWhateverItsNumber() {
        ScanBook book = new ScanBook(4, 1 << 20, events::add);

        book.image(preview(Samples.image("a", ImageIndex.FIRST, Stage.REFINED, 5)));
        book.image(Samples.image("a", ImageIndex.FIRST, Stage.REFINED, 1));
        book.image(preview(Samples.image("a", ImageIndex.FIRST, Stage.REFINED, 7)));

        var pictures = book.snapshot().scans().get(0).pictures();
        assertEquals(List.of(1), pictures.stream().map(PictureView::revision).toList());
    }

    private static ReconImage preview(ReconImage image) {
        return new ReconImage(
                image.scanId(),
                image.index(),
                image.stage(),
                image.revision(),
                false,
                image.geometry(),
                image.magnitude(),
                image.uncertainty(),
                image.kspaceShare(),
                image.provenance(),
                image.timing());
    }

    @Test
    void givesPixelsBackFinerThanAScreenShows() {
        ScanBook book = new ScanBook(4, 1 << 20, events::add);
        ReconImage image = Samples.image("a", ImageIndex.FIRST, Stage.REFINED, 1);

        book.image(image);

        var pixels = book.magnitude("a", ImageIndex.FIRST, Stage.REFINED);
        assertNotNull(pixels);
        for (int i = 0; i < image.magnitude().data().length; i++) {
            assertEquals(image.magnitude().data()[i], pixels.stored().restore().data()[i], 1e-4, "pixel " + i);
        }
        assertNotNull(book.deviation("a", ImageIndex.FIRST, Stage.REFINED));
        assertNull(book.magnitude("a", ImageIndex.FIRST, Stage.SENSE));
        assertNull(book.magnitude("b", ImageIndex.FIRST, Stage.REFINED));
    }

    @Test
    void forgetsTheOldestScanAboveTheirNumber() {
        ScanBook book = new ScanBook(2, 1 << 20, events::add);

        for (String id : List.of("a", "b", "c")) {
            book.image(Samples.image(id, ImageIndex.FIRST, Stage.SENSE, 0));
        }

        assertEquals(
                List.of("b", "c"),
                book.snapshot().scans().stream().map(s -> s.scan().id()).toList());
        assertTrue(events.contains(new PageEvent.Forgotten("a")));
    }

    @Test
    void staysWithinItsMemoryWhateverArrives() {
        long bound = 7 * ONE_PICTURE;
        ScanBook book = new ScanBook(3, bound, events::add);

        for (int i = 0; i < 60; i++) {
            book.image(Samples.image("scan" + i / 20, new ImageIndex(0, 0, 0, i % 20), Stage.REFINED, 1));
            assertTrue(book.bytes() <= bound, "after picture " + i + ": " + book.bytes());
        }
        assertNotNull(book.magnitude("scan2", new ImageIndex(0, 0, 0, 19), Stage.REFINED), "the newest is kept");
    }

    private static long bytes() {
        ScanBook book = new ScanBook(1, 1 << 20, event -> {});
        book.image(Samples.image("a", ImageIndex.FIRST, Stage.SENSE, 0));
        return book.bytes();
    }

    @Test
    void saysWhichPicturesItForgotToMakeRoom() {
        ScanBook book = new ScanBook(1, 4 * ONE_PICTURE, events::add);

        for (int slice = 0; slice < 6; slice++) {
            book.image(Samples.image("a", new ImageIndex(0, 0, 0, slice), Stage.SENSE, 0));
        }

        List<String> dropped = events.stream()
                .filter(PageEvent.Dropped.class::isInstance)
                .map(event -> ((PageEvent.Dropped) event).key())
                .toList();
        assertEquals(List.of("0.0.0.0", "0.0.0.1"), dropped);
        assertEquals(4, book.snapshot().scans().get(0).pictures().size());
    }

    @Test
    void gathersTheLinesThatArrived() {
        ScanBook book = new ScanBook(1, 1 << 20, events::add);

        for (List<Integer> lines : List.of(List.of(3, 5), List.of(0, 5), List.<Integer>of())) {
            book.status(arrived("a", List.of(new ArrivedLines(ImageIndex.FIRST, 8, lines))));
        }

        assertEquals(
                List.of(new LinesView("0.0.0.0", 8, List.of(0, 3, 5))),
                book.snapshot().scans().get(0).lines());
    }

    private static ScanStatus arrived(String scanId, List<ArrivedLines> lines) {
        return new ScanStatus(
                scanId, ScanStatus.State.RECEIVING, ScanStatus.Counts.NONE, 1, 0, "", 1, null, null, "", lines);
    }

    @Test
    void linesCountAsMemoryEvenWhereNoPictureComes() {
        ScanBook book = new ScanBook(100, 1 << 20, events::add);

        for (int scan = 0; scan < 8; scan++) {
            book.status(arrived(
                    "scan" + scan,
                    IntStream.range(0, 1000)
                            .mapToObj(slice -> new ArrivedLines(new ImageIndex(0, 0, 0, slice), 8, List.of(1)))
                            .toList()));
            assertTrue(book.bytes() <= 1 << 20, "after scan " + scan + ": " + book.bytes());
        }
        assertTrue(events.contains(new PageEvent.Forgotten("scan0")));
    }

    /** Browsers keep the pixels of an address for an hour. */
    @Test
    void aFrameThatIsMadeAgainHasAnotherAddress() {
        ScanBook book = new ScanBook(1, 1 << 20, events::add);
        Frame first = Samples.measured(0, 4, 0);
        book.frame(first);
        book.frame(first.publishedAt(first.published() + 1));

        List<PageEvent.Frame> told = events.stream()
                .filter(PageEvent.Frame.class::isInstance)
                .map(PageEvent.Frame.class::cast)
                .toList();
        assertNotEquals(told.get(0).frame().id(), told.get(1).frame().id());
        assertEquals(List.of(told.get(0).frame().id()), told.get(1).ended());
        assertNull(book.frame("a", "0.0.0.0", told.get(0).frame().id(), false));
        assertNotNull(book.frame("a", "0.0.0.0", told.get(1).frame().id(), false));
    }

    @Test
    void framesCountAsMemoryAndGoWithIt() {
        long bound = 1 << 20;
        ScanBook book = new ScanBook(1, bound, events::add);
        int frames = (int) (bound / ONE_PICTURE) + 50;

        for (int phase = 0; phase < frames; phase++) {
            book.frame(Samples.measured(phase, frames, phase));
            assertTrue(book.bytes() <= bound, "after frame " + phase + ": " + book.bytes());
        }
    }

    @Test
    void onlyTheBestStageSetsTheWindow() {
        ScanBook book = new ScanBook(4, 1 << 20, events::add);
        book.image(scaled(Samples.image("a", ImageIndex.FIRST, Stage.ZERO_FILLED, 0), 100));
        book.image(Samples.image("a", ImageIndex.FIRST, Stage.SENSE, 1));

        assertTrue(book.snapshot().scans().get(0).scan().window() <= 1);
    }

    @Test
    void tellsWhyRecordsWereRefused() {
        ScanBook book = new ScanBook(4, 1 << 20, events::add);

        book.deadLetter(new DeadLetter("a", 7, "readout 7 is too wide", "t", 0, 9, new byte[0], 1));

        var view = book.snapshot().scans().get(0).scan();
        assertEquals(1, view.deadLetters());
        assertEquals("readout 7 is too wide", view.deadLetter());
    }

    private static ReconImage scaled(ReconImage image, float factor) {
        float[] data = image.magnitude().data();
        for (int i = 0; i < data.length; i++) {
            data[i] *= factor;
        }
        return image;
    }
}
