package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.proto.DeadLetterCodec;
import org.larmor.proto.FrameCodec;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.Topics;
import org.larmor.proto.WireException;

/** What a reader of committed records has seen. Whatever must never be there twice, or after something else, fails at once. */
final class CommittedResults {
    private final Topics topics = Topics.DEFAULT;
    private final Map<String, String> pictures = new TreeMap<>();
    private final Map<String, List<Frame>> frames = new TreeMap<>();
    private final Map<String, State> ended = new TreeMap<>();
    private final Set<String> letters = new HashSet<>();

    void read(String topic, byte[] value) {
        try {
            if (topic.equals(topics.images())) {
                image(ImageCodec.decode(value));
            } else if (topic.equals(topics.frames())) {
                frame(FrameCodec.decode(value));
            } else if (topic.equals(topics.status())) {
                status(StatusCodec.decode(value));
            } else if (topic.equals(topics.deadLetters())) {
                DeadLetter letter = DeadLetterCodec.decode(value);
                letters.add(letter.partition() + "/" + letter.offset());
            }
        } catch (WireException e) {
            throw new AssertionError("what was published cannot be read: " + e.getMessage(), e);
        }
    }

    private void image(ReconImage image) {
        String name = image.scanId() + " " + image.index();
        String what = "%08x of %.3f, %s"
                .formatted(
                        Arrays.hashCode(image.magnitude().data()),
                        image.kspaceShare(),
                        image.provenance().remark());
        assertNull(pictures.put(name, what), name + " is there twice");
        assertFalse(ended.containsKey(image.scanId()), name + " comes after its scan's last status");
    }

    private void frame(Frame frame) {
        List<Frame> before = frames.computeIfAbsent(frame.scanId(), scan -> new ArrayList<>());
        assertFalse(
                before.stream().anyMatch(other -> isSame(other, frame)),
                () -> frame.scanId() + ": the frame at " + frame.time() + " is there twice");
        assertFalse(ended.containsKey(frame.scanId()), "a frame comes after the last status of " + frame.scanId());
        before.add(frame);
    }

    private static boolean isSame(Frame one, Frame other) {
        return one.source().index().equals(other.source().index())
                && one.target().index().equals(other.target().index())
                && one.gamma() == other.gamma();
    }

    private void status(ScanStatus status) {
        if (status.state().isLast()) {
            assertNull(ended.put(status.scanId(), status.state()), status.scanId() + " ends twice");
            assertEquals(State.DONE, status.state(), status.scanId() + ": " + status.message());
        }
    }

    /** Scans whose last status is there. */
    Set<String> ended() {
        return ended.keySet();
    }

    /** Places of the records for which there is a dead letter. */
    Set<String> letters() {
        return letters;
    }

    /** All that must be the same whatever happened: the pictures' pixels, and which moments each cine shows in the end. */
    Map<String, Object> all() {
        Map<String, Object> all = new TreeMap<>(pictures);
        frames.forEach((scan, some) -> all.put(scan + " moments", moments(some)));
        return all;
    }

    /** Of the frames that no measured one has ended. */
    private static Set<Double> moments(List<Frame> frames) {
        Set<Double> moments = new TreeSet<>();
        for (Frame frame : frames) {
            boolean over = frames.stream()
                    .anyMatch(other -> other.isMeasured() && frame.span().holds(other.time()));
            if (!over) {
                moments.add(Math.rint(1e6 * frame.time()));
            }
        }
        return moments;
    }
}
