package org.larmor.app.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.app.bridge.MrdClient.Told;
import org.larmor.app.results.ScanResults;
import org.larmor.app.stack.BridgeStack;
import org.larmor.app.stack.RequestedScan;
import org.larmor.app.stack.ScanStack;
import org.larmor.broker.TestBroker;
import org.larmor.console.bridge.BridgeSettings;
import org.larmor.console.privacy.Pseudonyms;
import org.larmor.console.send.Pacing;
import org.larmor.console.send.Progress;
import org.larmor.console.send.ScanSender;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.display.results.ResultListener;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;

/** Clients at the bridge, with a real broker and the service behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class MrdBridgeIT {
    private static final int CLIENTS = 4;

    private final Topics topics = new Topics("bridge-" + UUID.randomUUID());
    private final ConcurrentHashMap<String, ScanStatus> statuses = new ConcurrentHashMap<>();
    private ScanStack stack;
    private BridgeStack bridge;

    @BeforeAll
    void start() throws IOException {
        stack = ScanStack.open(Access.open(TestBroker.bootstrap()), topics);
        stack.subscribe(new ResultListener() {
            @Override
            public void image(ReconImage image) {}

            @Override
            public void status(ScanStatus status) {
                statuses.put(status.scanId(), status);
                synchronized (statuses) {
                    statuses.notifyAll();
                }
            }

            @Override
            public void deadLetter(DeadLetter letter) {}
        });
        bridge = BridgeStack.open(
                BridgeSettings.DEFAULT.withAddress("127.0.0.1", 0).withConnections(CLIENTS),
                Pseudonyms.PASSING,
                stack.access(),
                topics);
    }

    @AfterAll
    void stop() {
        bridge.close();
        stack.close();
    }

    private static SimulatedScan scan(long seed, int slices) {
        return new SimulateOptions(
                        "shepp-logan", null, 48, slices, null, 4, 2, "uniform", 2.0, 12, null, .01, true, null, seed)
                .scan();
    }

    private MrdClient client() throws IOException {
        return new MrdClient(bridge.port());
    }

    private Told sent(SimulatedScan scan, String config) throws IOException {
        try (MrdClient client = client()) {
            return client.config(config)
                    .header(scan.header())
                    .readouts(scan, 100, scan.header().sampleTimeMicros())
                    .close(4)
                    .end();
        }
    }

    /** The pictures of the same scan, sent as {@code larmor replay} does. */
    private List<ReconImage> direct(SimulatedScan scan, String method) throws IOException, InterruptedException {
        ScanResults results = new ScanResults(scan.header().scanId(), (order, image) -> {});
        stack.subscribe(results);
        try (ScanSender sender =
                new ScanSender(stack.bootstrap(), topics, Pacing.fullSpeed(), Progress.Listener.NONE)) {
            sender.send(
                    new RequestedScan(new SimulatedSource(scan), List.of(new UserParameter("larmor.method", method))));
        }
        assertTrue(results.await(60_000, stack::isBroken));
        return results.newest();
    }

    @Test
    void severalClientsAtOnceGetThePicturesThatReplayWouldGive() throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Told>> all = IntStream.range(0, CLIENTS)
                    .<Future<Told>>mapToObj(
                            n -> clients.submit((Callable<Told>) () -> sent(scan(n, 2), "larmor-sense")))
                    .toList();
            for (int n = 0; n < CLIENTS; n++) {
                Told told = all.get(n).get();
                List<ReconImage> expected = direct(scan(n, 2), "sense");

                assertTrue(told.closed());
                assertEquals(2, told.images().size(), () -> told.texts().toString());
                for (ReconImage image : expected) {
                    var got = told.series(0).stream()
                            .filter(i -> i.slice() == image.index().slice())
                            .findFirst()
                            .orElseThrow();
                    assertEquals(image.magnitude().rows(), got.rows());
                    assertEquals(image.magnitude().columns(), got.columns());
                    assertArrayEquals(image.magnitude().data(), got.pixels());
                    assertTrue(got.attributes().contains("not for diagnosis"));
                }
            }
        }
    }

    @Test
    void previewsComeBeforeTheLastPictureInSeriesOfTheirOwn() throws IOException {
        Told told = sent(scan(11, 1), "larmor-sense-previews");

        assertEquals(1, told.series(0).size());
        assertEquals(0, told.images().get(told.images().size() - 1).series());
        assertTrue(told.images().size() > 1, "only " + told.images().size());
        assertTrue(told.images().get(0).attributes().contains("<value>preview</value>"));
    }

    @ParameterizedTest
    @CsvSource({
        "simplefft, there is no configuration 'simplefft'",
        "larmor-magic, magic",
    })
    void aConfigurationThatCannotBeHadIsSaidInOneLine(String config, String reason) throws IOException {
        Told told = sent(scan(12, 1), config);

        assertTrue(told.closed());
        assertTrue(told.text("ERR").contains(reason), told.texts()::toString);
    }

    @Test
    void garbageIsAnsweredInOneLineAndTheOthersGoOn() throws IOException {
        try (MrdClient client = client()) {
            Told told = client.bytes("GET / HTTP/1.1\r\nHost: larmor\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                    .end();

            assertTrue(told.closed());
            assertTrue(told.text("ERR").contains("message 0 has the number"), told.texts()::toString);
        }
        assertEquals(1, sent(scan(13, 1), "larmor-zero-filled").images().size());
    }

    @Test
    void aLengthThatIsAnnouncedTooLargeWithinAScanEndsIt() throws Exception {
        SimulatedScan scan = scan(14, 1);
        try (MrdClient client = client()) {
            Told told = client.config("larmor-sense")
                    .text(5, "{\"scan\": \"too-large\"}")
                    .header(scan.header())
                    .readouts(scan, 1, 1)
                    .bytes(new byte[] {5, 0, -1, -1, -1, -1})
                    .end();

            assertTrue(told.text("ERR").contains("a text is announced with 4294967295 bytes"), told.texts()::toString);
        }
        assertEquals(ScanStatus.State.ABORTED, ended("too-large").state());
    }

    @Test
    void aCutConnectionEndsItsScanPlainly() throws Exception {
        SimulatedScan scan = scan(15, 2);
        String id;
        try (MrdClient client = client()) {
            client.config("larmor-sense").header(scan.header()).readouts(scan, 1, 1);
            id = client.told(1).text("DBG").replace("DBG scan ", "");
        }

        ScanStatus status = ended(id);

        assertEquals(ScanStatus.State.ABORTED, status.state());
        assertTrue(status.message().startsWith("its connection was cut after "), status.message());
    }

    @Test
    void aNamedScanGoesOnWhereItsConnectionWasCut() throws Exception {
        SimulatedScan scan = scan(16, 2);
        String parameters = "{\"parameters\": {\"config\": \"larmor-sense\", \"scan\": \"resumed\"}}";
        try (MrdClient client = client()) {
            client.config("larmor").header(scan.header()).text(5, parameters).readouts(scan, 1, 1);
            assertEquals(1, client.told(1).images().size());
        }

        Told told = resumed(scan, parameters);

        assertTrue(told.closed());
        assertEquals(2, told.series(0).size(), told.texts()::toString);
        ScanStatus status = ended("resumed");
        assertEquals(ScanStatus.State.DONE, status.state());
        assertTrue(status.counts().duplicate() > 0, "it began anew");
        List<ReconImage> expected = direct(scan, "sense");
        for (int slice = 0; slice < 2; slice++) {
            assertArrayEquals(
                    expected.get(slice).magnitude().data(),
                    told.series(0).get(slice).pixels());
        }
    }

    /** The bridge sees a cut when it reads on; until then the scan is another connection's. */
    private Told resumed(SimulatedScan scan, String parameters) throws IOException {
        while (true) {
            try (MrdClient client = client()) {
                Told told = client.text(2, parameters)
                        .header(scan.header())
                        .readouts(scan, 2, 1)
                        .close(4)
                        .end();
                if (!told.text("ERR").contains("comes through another connection")) {
                    return told;
                }
            }
        }
    }

    @Test
    void oneClientMoreThanThereMayBeIsToldSo() throws IOException {
        try (BridgeStack narrow = BridgeStack.open(
                        BridgeSettings.DEFAULT.withAddress("127.0.0.1", 0).withConnections(1),
                        Pseudonyms.PASSING,
                        stack.access(),
                        topics);
                MrdClient first = new MrdClient(narrow.port());
                MrdClient second = new MrdClient(narrow.port())) {
            Told told = second.config("larmor").end();

            assertTrue(told.closed());
            assertEquals("ERR no more than 1 clients are served at a time", told.text("ERR"));
            assertEquals(
                    "ERR no line of a picture came",
                    first.config("larmor").close(4).end().text("ERR"));
        }
    }

    @Test
    void aBridgeThatClosesTellsItsClients() throws IOException {
        BridgeStack closing = BridgeStack.open(
                BridgeSettings.DEFAULT.withAddress("127.0.0.1", 0), Pseudonyms.PASSING, stack.access(), topics);
        SimulatedScan scan = scan(17, 2);
        try (MrdClient client = new MrdClient(closing.port())) {
            client.config("larmor-sense").header(scan.header()).readouts(scan, 1, 1);
            assertEquals(1, client.told(1).images().size());

            closing.close();

            assertEquals("ERR the bridge ends", client.end().text("ERR"));
        }
    }

    private ScanStatus ended(String scanId) throws InterruptedException {
        synchronized (statuses) {
            while (true) {
                ScanStatus status = statuses.get(scanId);
                if (status != null) {
                    switch (status.state()) {
                        case DONE, FAILED, ABORTED -> {
                            return status;
                        }
                        case STARTED, RECEIVING, SUFFICIENT_QUALITY, RECONSTRUCTING -> {}
                    }
                }
                statuses.wait(1000);
            }
        }
    }
}
