package org.larmor.load.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanTag;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.core.domain.Vector3;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.proto.DeadLetterCodec;
import org.larmor.proto.FrameCodec;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.StatusCodec;
import org.larmor.recon.ingest.Note;
import org.larmor.recon.ingest.NoteText;

/** Small records of every kind, and chunks that were made to do harm. */
final class WireSeeds {
    /** Whose notes they are. */
    static final String GROUP = "larmor-recon";

    private static final RealImage PICTURE = new RealImage(2, 3, new float[] {0, 1, 2, 3, 4, 5});
    private static final Geometry GEOMETRY = new Geometry(Placement.AXIAL, new Vector3(200, 240, 5));
    private static final Provenance PROVENANCE = new Provenance(
            "sense", "m", "1", "ab", 4, 2, true, 7, .1, 4, "", List.of(new Provenance.Step("zero-filled", 1.5)));

    private WireSeeds() {}

    /** Every event of a tiny scan, one without an end, and the hostile ones. */
    static List<byte[]> chunks() {
        List<byte[]> chunks = new ArrayList<>();
        SimulatedScan scan = tiny();
        Iterator<ScanEvent> events = scan.iterator();
        for (int i = 0; i < 6 && events.hasNext(); i++) {
            chunks.add(ScanRecordCodec.encode(events.next()));
        }
        chunks.add(ScanRecordCodec.encode(new ScanEvent.Ended("tiny", 12)));
        chunks.add(ScanRecordCodec.encode(new ScanEvent.Aborted("tiny", "the patient moved")));
        chunks.add(matrixOf2To31());
        chunks.add(bomb(20_000));
        return chunks;
    }

    private static SimulatedScan tiny() {
        return new SimulatedScan(new SimulationSettings(
                "tiny",
                Anatomy.heart(),
                8,
                8,
                1,
                2,
                2,
                1,
                MaskKind.UNIFORM,
                2,
                4,
                AcquisitionOrder.LINEAR,
                .02,
                1,
                5,
                240,
                1));
    }

    /** A header that asks for 2^31 rows and columns. */
    static byte[] matrixOf2To31() {
        ScanHeader told = tiny().header();
        EncodedSpace huge = new EncodedSpace(Integer.MIN_VALUE, Integer.MIN_VALUE, 1, Vector3.ZERO);
        return ScanRecordCodec.encode(new ScanEvent.Started(new ScanHeader(
                told.scanId(),
                "",
                "",
                "",
                "",
                huge,
                huge,
                told.limits(),
                told.coils(),
                told.trajectory(),
                1,
                1,
                1,
                1,
                null,
                List.of())));
    }

    /** So many empty readouts, two bytes each, which would unfold into objects of a hundred bytes and more. */
    static byte[] bomb(int readouts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] id = "bomb".getBytes(StandardCharsets.US_ASCII);
        out.write(1 << 3 | 2);
        out.write(id.length);
        out.writeBytes(id);
        out.write(3 << 3 | 2);
        for (int length = 2 * readouts; ; length >>>= 7) {
            if (length < 128) {
                out.write(length);
                break;
            }
            out.write(length & 127 | 128);
        }
        for (int i = 0; i < readouts; i++) {
            out.write(1 << 3 | 2);
            out.write(0);
        }
        return out.toByteArray();
    }

    static List<byte[]> images() {
        return List.of(
                ImageCodec.encode(image(null)),
                ImageCodec.encode(
                        image(new Uncertainty(PICTURE, PICTURE, .1)),
                        new ScanTag("study", "brain", "flair", List.of("flair", "t1"), "maps")));
    }

    private static ReconImage image(@Nullable Uncertainty uncertainty) {
        return new ReconImage(
                "s",
                new ImageIndex(0, 1, 2, 3),
                Stage.SENSE,
                4,
                true,
                GEOMETRY,
                PICTURE,
                uncertainty,
                .5,
                PROVENANCE,
                new ReconImage.Timing(1, 2, 3));
    }

    static List<byte[]> frames() {
        Frame.Phase source = new Frame.Phase(new ImageIndex(0, 0, 0, 0), 1, 0);
        Frame.Phase target = new Frame.Phase(new ImageIndex(0, 0, 1, 0), 1, .5);
        return List.of(
                FrameCodec.encode(frame(Frame.Kind.MEASURED, source, source, null, null), "study"),
                FrameCodec.encode(
                        frame(
                                Frame.Kind.SYNTHESISED,
                                source,
                                target,
                                new Frame.Deviation(PICTURE, PICTURE),
                                new Frame.Displacement(PICTURE, PICTURE)),
                        ""));
    }

    private static Frame frame(
            Frame.Kind kind,
            Frame.Phase source,
            Frame.Phase target,
            Frame.@Nullable Deviation deviation,
            Frame.@Nullable Displacement displacement) {
        return new Frame(
                "s",
                kind,
                0,
                source,
                target,
                .25,
                .125,
                GEOMETRY,
                PICTURE,
                deviation,
                displacement,
                .01,
                PROVENANCE,
                1,
                2);
    }

    static List<byte[]> statuses() {
        var counts = new ScanStatus.Counts(1, 2, 3, 4);
        var enough = new ScanStatus.Sufficiency(.08, .07, new ImageIndex(0, 0, 0, 1), .5);
        return List.of(
                StatusCodec.encode(new ScanStatus("s", ScanStatus.State.FAILED, counts, 3, 1, "it never ended", 9)),
                StatusCodec.encode(
                        new ScanStatus("s", ScanStatus.State.SUFFICIENT_QUALITY, counts, 3, 1, "", 9, enough)));
    }

    static List<byte[]> deadLetters() {
        return List.of(DeadLetterCodec.encode(
                new DeadLetter("s", 3, "checksum", "larmor.readouts", 1, 42, new byte[] {1, 2, 3}, 9)));
    }

    /** One of each kind, another group's, and one whose numbers are too long. */
    static List<byte[]> notes() {
        return Stream.of(
                        note(GROUP, new Note.Published(3, 1042, "frame 0.0.1.2-0.0.4.2@0.25", "a-1")),
                        note(GROUP, new Note.Finished(3, 1042, "knee 7", 1300)),
                        note(GROUP, new Note.Erased(3, 1042, "")),
                        note("another/1", new Note.Finished(0, 7, "s", 9)),
                        GROUP + "/9999999999/99999999999999999999/\ns done 99999999999999999999")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String note(String group, Note note) {
        String value = NoteText.value(note);
        return NoteText.key(group, note) + (value == null ? "" : "\n" + value);
    }
}
