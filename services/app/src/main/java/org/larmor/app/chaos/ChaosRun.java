package org.larmor.app.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.larmor.app.chaos.Fault.Kind;
import org.larmor.app.cli.AtExit;
import org.larmor.proto.Topics;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.ops.TopicCopies;

/** Scans through an installation while faults happen to it, until every picture that is due has come or none comes any more. */
public final class ChaosRun {
    private static final long LOOK_MILLIS = 500;
    private static final long SAMPLE_MILLIS = 30_000;

    /** Of a soak, before it: until the workers are warm, and while what they can do is measured. */
    private static final long WARM_MILLIS = 60_000;

    private static final long MEASURED_MILLIS = 120_000;

    /** A broker on a busy machine may need so long to start. */
    private static final int START_MILLIS = 600_000;

    /** Without a further picture for so long, those that are due are lost. */
    private static final long PATIENCE_MILLIS = 180_000;

    /** After the last picture that is due, for one that comes twice. */
    private static final long QUIET_MILLIS = 15_000;

    private final ChaosSettings settings;
    private final Consumer<String> say;
    private final Tally tally = new Tally();
    private final Map<Kind, Integer> inflicted = new EnumMap<>(Kind.class);
    private final List<Footprint> footprints = new ArrayList<>();
    private final Topics topics = Topics.DEFAULT;
    private int restarted;
    private long nextSample;
    private ChaosReport.@Nullable Load load;

    /** @param say takes a line for a person now and then */
    public ChaosRun(ChaosSettings settings, Consumer<String> say) {
        this.settings = settings;
        this.say = say;
    }

    /** Does all of it. */
    public ChaosReport run() throws IOException, InterruptedException {
        Path folder = java.nio.file.Files.createDirectories(settings.out());
        try (Installation installation = new Installation(folder, settings.workers(), settings.soak());
                AtExit unfinished = AtExit.run("end-installation", installation::abandon)) {
            installation.startBroker();
            createTopics(installation.bootstrap());
            installation.startWorkers();
            Set<Kind> kinds = kinds(installation);
            try (Watcher watcher = Watcher.start(installation.bootstrap(), topics, tally)) {
                return run(installation, kinds);
            }
        }
    }

    private Set<Kind> kinds(Installation installation) {
        Set<Kind> kinds = settings.soak() ? EnumSet.noneOf(Kind.class) : EnumSet.allOf(Kind.class);
        if (!installation.hasOwnDisk() && kinds.remove(Kind.DISK_FULL)) {
            say.accept("left out: " + Kind.DISK_FULL.label()
                    + "; the broker's folder has no disk of its own (needs root)");
        }
        if (!installation.hasOwnClocks() && kinds.removeAll(EnumSet.of(Kind.WORKER_CLOCK, Kind.BROKER_CLOCK))) {
            say.accept(
                    "left out: clocks that are set wrong; libfaketime is not there (Debian: apt install libfaketime)");
        }
        return kinds;
    }

    private void createTopics(String bootstrap) {
        try (TopicAdmin admin = new TopicAdmin(
                Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", START_MILLIS),
                TopicCopies.BROKERS_OWN)) {
            admin.create(topics);
        }
    }

    private ChaosReport run(Installation installation, Set<Kind> kinds) throws IOException, InterruptedException {
        long length = Math.round(settings.minutes() * 60_000);
        FaultPlan plan = FaultPlan.of(settings.seed(), length, settings.everyMillis(), settings.workers(), kinds);
        installation.workers().forEach(worker -> footprints.add(new Footprint()));
        Pace pace = Pace.asPicturesCome(tally);
        if (!settings.soak()) {
            pace.every(Duration.ofMillis(settings.pauseMillis()));
        }
        List<Traffic> scanners = scanners(installation, pace);
        scanners.forEach(Traffic::start);
        double capacity = settings.soak() ? slowed(pace, installation) : 0;
        long before = tally.standing().scans();
        long begin = System.nanoTime();
        try (Consoles consoles = new Consoles(installation.bootstrap(), settings.out(), tally)) {
            for (Fault fault : plan.faults()) {
                until(fault.atMillis(), begin, installation);
                say.accept("%5.0f s  %s; %s".formatted(fault.atMillis() / 1000.0, label(fault), line()));
                inflicted.merge(fault.kind(), 1, Integer::sum);
                if (fault.kind() == Kind.CONSOLE_KILLED) {
                    consoles.killOne();
                }
                installation.inflict(fault);
                Thread.sleep(fault.lastsMillis());
                installation.mend(fault);
            }
            until(length, begin, installation);
            if (settings.soak()) {
                double sent = (tally.standing().scans() - before) / (millis(begin) / 1000.0);
                load = new ChaosReport.Load(capacity, sent);
            }
            say.accept("no more scans; waiting for the last pictures: " + line());
            scanners.forEach(Traffic::close);
        }
        await(installation, begin);
        return report(scanners, (System.nanoTime() - begin) / 1e9);
    }

    private static String label(Fault fault) {
        boolean clock = fault.kind() == Kind.WORKER_CLOCK || fault.kind() == Kind.BROKER_CLOCK;
        return fault.kind().label() + (clock ? " by %,d s".formatted(fault.jumpSeconds()) : "");
    }

    private List<Traffic> scanners(Installation installation, Pace pace) {
        return IntStream.range(0, settings.scanners())
                .mapToObj(i -> new Traffic(
                        installation.bootstrap(),
                        topics,
                        tally,
                        "scanner" + i,
                        settings.seed() + i,
                        pace,
                        settings.matrix()))
                .toList();
    }

    /** Measures how many scans a second the workers can do, and makes the scanners send the wanted share of that. */
    private double slowed(Pace pace, Installation installation) throws IOException, InterruptedException {
        long start = System.nanoTime();
        supervised(WARM_MILLIS, start, installation);
        long warm = millis(start);
        long scans = tally.standing().scans();
        supervised(WARM_MILLIS + MEASURED_MILLIS, start, installation);
        double capacity = (tally.standing().scans() - scans) / ((millis(start) - warm) / 1000.0);
        if (capacity == 0) {
            throw new IllegalStateException("the workers made no picture; see their logs");
        }
        double apart = settings.scanners() / (capacity * settings.load() * Traffic.records(settings.matrix()));
        pace.every(Duration.ofNanos(Math.round(apart * 1e9)));
        say.accept("the workers can do %.2f scans a second; %.0f %% of that are sent"
                .formatted(capacity, 100 * settings.load()));
        return capacity;
    }

    private void supervised(long until, long since, Installation installation)
            throws IOException, InterruptedException {
        while (millis(since) < until) {
            Thread.sleep(LOOK_MILLIS);
            restarted += installation.supervise();
        }
    }

    private String line() {
        Tally.Standing now = tally.standing();
        return "%,d scans sent, %,d pictures due, %,d there once, %,d twice"
                .formatted(now.scans(), now.due(), now.once(), now.twice());
    }

    private static long millis(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private void until(long at, long begin, Installation installation) throws IOException, InterruptedException {
        while (millis(begin) < at) {
            look(begin, installation);
        }
    }

    private void look(long begin, Installation installation) throws IOException, InterruptedException {
        Thread.sleep(LOOK_MILLIS);
        restarted += installation.supervise();
        if (settings.soak() && millis(begin) >= nextSample) {
            nextSample += SAMPLE_MILLIS;
            for (int i = 0; i < footprints.size(); i++) {
                footprints
                        .get(i)
                        .sample(
                                millis(begin) / 3.6e6,
                                installation.workers().get(i).pid());
            }
        }
    }

    private void await(Installation installation, long begin) throws IOException, InterruptedException {
        Tally.Standing before = tally.standing();
        long since = millis(begin);
        while (millis(begin) - since < (before.lost() == 0 ? QUIET_MILLIS : PATIENCE_MILLIS)) {
            look(begin, installation);
            Tally.Standing now = tally.standing();
            if (!now.equals(before)) {
                before = now;
                since = millis(begin);
            }
        }
    }

    private ChaosReport report(List<Traffic> scanners, double seconds) {
        Map<String, Integer> faults = new LinkedHashMap<>();
        inflicted.forEach((kind, count) -> faults.put(kind.label(), count));
        Map<String, Long> bad = new TreeMap<>();
        scanners.forEach(scanner -> scanner.bad().forEach((kind, count) -> bad.merge(kind, count, Long::sum)));
        return new ChaosReport(
                settings,
                seconds,
                faults,
                restarted,
                bad,
                tally.letters(),
                tally.standing(),
                tally.wrong(),
                load,
                footprints.stream().map(Footprint::samples).toList());
    }
}
