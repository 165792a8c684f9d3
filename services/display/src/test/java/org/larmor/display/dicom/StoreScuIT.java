package org.larmor.display.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Stage;
import org.larmor.display.Samples;
import org.larmor.display.series.SeriesImage;

@Timeout(60)
class StoreScuIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PIXELS = 0x7fe00010;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNodeGetsTheInstanceInTheSyntaxThatItTakes(boolean explicit) throws Exception {
        try (FakeNode node = new FakeNode(explicit, 0);
                StoreScu scu = new StoreScu(node.address(), "LARMOR", PATIENCE)) {
            scu.send(instances());

            assertEquals(2, node.stored.size());
            assertEquals(192, node.stored.get(0).values.getOrDefault(PIXELS, new byte[0]).length);
            assertEquals("RESEARCH", node.stored.get(1).text(0x00189004));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 201, 4096})
    void noUnitIsLongerThanTheNodeTakes(int longest) throws Exception {
        try (FakeNode node = new FakeNode(true, longest);
                StoreScu scu = new StoreScu(node.address(), "LARMOR", PATIENCE)) {
            scu.send(instances());

            assertTrue(node.unitLengths.stream().allMatch(length -> length <= longest), "" + node.unitLengths);
            assertEquals(192, node.stored.get(0).values.getOrDefault(PIXELS, new byte[0]).length);
        }
    }

    @Test
    void oneAssociationServesUntilItRests() throws Exception {
        try (FakeNode node = new FakeNode(true, 0);
                StoreScu scu = new StoreScu(node.address(), "LARMOR", PATIENCE)) {
            scu.send(instances());
            scu.send(instances());
            scu.rest();
            scu.send(instances());

            assertEquals(2, node.associations);
            assertEquals(1, node.releases);
        }
    }

    @Test
    void aNodeThatIsFullMayTakeItLaterAndOneThatRefusesWillNot() throws Exception {
        try (FakeNode node = new FakeNode(true, 0, 0xa700, 0xc001, 0xb000);
                StoreScu scu = new StoreScu(node.address(), "LARMOR", PATIENCE)) {
            IOException full = assertThrows(IOException.class, () -> scu.send(instances()));
            assertTrue(!(full instanceof RefusedException), full::toString);
            RefusedException refused = assertThrows(RefusedException.class, () -> scu.send(instances()));
            assertTrue(String.valueOf(refused.getMessage()).contains("C001"), refused::getMessage);

            scu.send(instances());
            assertEquals(1, node.stored.size(), "a warning is no refusal, and what comes after it goes on");
        }
    }

    @Test
    void anAbortedAssociationIsFollowedByANewOne() throws Exception {
        try (FakeNode node = new FakeNode(true, 0, FakeNode.ABORTS);
                StoreScu scu = new StoreScu(node.address(), "LARMOR", PATIENCE)) {
            IOException aborted = assertThrows(IOException.class, () -> scu.send(instances()));
            assertTrue(String.valueOf(aborted.getMessage()).contains("aborted"), aborted::getMessage);

            scu.send(instances());
            assertEquals(2, node.stored.size());
        }
    }

    @Test
    void aNodeThatFallsSilentIsNotWaitedForForEver() throws Exception {
        try (FakeNode node = new FakeNode(true, 0, FakeNode.FALLS_SILENT);
                StoreScu scu = new StoreScu(node.address(), "LARMOR", Duration.ofMillis(300))) {
            assertThrows(IOException.class, () -> scu.send(instances()));
        }
    }

    @Test
    void whoListensButIsNoNodeIsTold() throws Exception {
        try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                StoreScu scu =
                        new StoreScu(new DicomAddress("NODE", "127.0.0.1", http.getLocalPort()), "LARMOR", PATIENCE)) {
            Thread.ofPlatform().daemon().start(() -> {
                try (var socket = http.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes("US-ASCII"));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            IOException told = assertThrows(IOException.class, () -> scu.send(instances()));
            assertTrue(String.valueOf(told.getMessage()).contains("does not speak DICOM"), told::getMessage);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dicom://host:104",
                "dicom://@host:104",
                "dicom://SEVENTEENLETTERS_@h:1",
                "dicom://A@h:99999",
                "http://A@h:1"
            })
    void refusesAnAddressThatIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> DicomAddress.parse(text));
    }

    private static List<DicomInstance> instances() {
        return SeriesImage.of(Samples.image("a", ImageIndex.FIRST, Stage.REFINED, 0), "").stream()
                .map(MrInstances::of)
                .toList();
    }
}
