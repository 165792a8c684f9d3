package org.larmor.recon;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.larmor.core.gating.GatingSettings;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.models.zoo.Trust;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;
import org.larmor.proto.access.BrokerSecurity;
import org.larmor.recon.analyse.JoinSettings;
import org.larmor.recon.assemble.AssembleSettings;
import org.larmor.recon.assemble.StageSettings;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.ingest.IngestSettings;
import org.larmor.recon.ops.TopicCopies;
import org.larmor.recon.reconstruct.ModelDiffusion;
import org.larmor.recon.reconstruct.ReconstructSettings;
import org.larmor.recon.schedule.ScheduleSettings;
import org.larmor.recon.synthesise.SynthesisSettings;

/**
 * All that the service can be told; each step is given its own record only. Written as YAML: see {@link ReconConfigFile}.
 *
 * @param scan how scans are reconstructed that do not say how themselves
 */
public record ReconConfig(
        Kafka kafka,
        IngestSettings ingest,
        AssembleSettings assemble,
        StageSettings stages,
        ScheduleSettings schedule,
        ReconstructSettings reconstruct,
        SynthesisSettings synthesis,
        Publish publish,
        Anomaly anomaly,
        Scan scan,
        Models models,
        Service service,
        Ops ops,
        Tracing tracing) {
    public static final ReconConfig DEFAULT = new ReconConfig(
            new Kafka(
                    "localhost:9092",
                    "larmor",
                    "larmor-recon",
                    GroupProtocol.AUTO,
                    "",
                    true,
                    0,
                    0,
                    Map.of(),
                    BrokerSecurity.NONE),
            IngestSettings.DEFAULT,
            AssembleSettings.DEFAULT,
            StageSettings.DEFAULT,
            ScheduleSettings.DEFAULT,
            ReconstructSettings.DEFAULT,
            SynthesisSettings.DEFAULT,
            new Publish(true, 30),
            new Anomaly("larmor-anomaly", "", 2, JoinSettings.DEFAULT),
            new Scan("coarse-to-fine", "", 0, 0, 1, new Gating("off", 0, .25, 2.5)),
            new Models("models/zoo", 0, "auto", 0, 0, List.of(new ModelDiffusion.Size(192, 192)), 5, List.of()),
            new Service(20, ""),
            new Ops(0, "127.0.0.1", "text", ""),
            new Tracing("", 1));

    /**
     * Where the broker is.
     *
     * @param bootstrap host:port, several with commas
     * @param prefix what the topics' names begin with: PREFIX.readouts and so on
     * @param group consumer group; members of one group share the partitions
     * @param groupProtocol auto, consumer (KIP-848) or classic
     * @param instance this service's own name in the group, kept over restarts: then a restart within the session's time moves no
     *     partition, and two services under one name are told apart. Empty for a new name with every start
     * @param createTopics creates missing topics when the service starts
     * @param replication copies of each topic that is created; 0 for the broker's own number
     * @param minInsync copies that must have a record before it counts as written; 0 for the broker's own number
     * @param properties further settings of Kafka's clients by Kafka's names
     * @param security how service and broker know one another
     */
    public record Kafka(
            String bootstrap,
            String prefix,
            String group,
            GroupProtocol groupProtocol,
            String instance,
            boolean createTopics,
            int replication,
            int minInsync,
            Map<String, String> properties,
            BrokerSecurity security) {
        public Kafka {
            if (bootstrap.isBlank() || group.isBlank()) {
                throw new IllegalArgumentException("kafka: bootstrap and group must be named");
            }
            if (!instance.matches("[A-Za-z0-9._-]{0,100}")) {
                throw new IllegalArgumentException(
                        "kafka.instance '" + instance + "' is not up to 100 of A-Z a-z 0-9 . _ -");
            }
            var unused = new TopicCopies(replication, minInsync);
            properties = Map.copyOf(properties);
        }

        public Topics topics() {
            return new Topics(prefix);
        }

        /** What every client of the broker is made with. */
        public Access access() {
            return new Access(bootstrap, properties, security);
        }

        private Kafka at(Access access, String otherPrefix) {
            return new Kafka(
                    access.bootstrap(),
                    otherPrefix,
                    group,
                    groupProtocol,
                    instance,
                    createTopics,
                    replication,
                    minInsync,
                    access.properties(),
                    access.security());
        }

        TopicCopies copies() {
            return new TopicCopies(replication, minInsync);
        }

        Map<String, Object> connection() {
            return access().settings();
        }
    }

    /**
     * How results are published.
     *
     * @param transactions final pictures, frames and last statuses go to the broker in one transaction with the offsets: exactly once.
     *     Without, who dies between the two says a result again
     * @param transactionSeconds after which the broker gives up a transaction of a service that has died; until then readers wait
     */
    public record Publish(boolean transactions, int transactionSeconds) {
        public Publish {
            if (transactionSeconds < 1 || transactionSeconds > 60) {
                throw new IllegalArgumentException("publish.transactionSeconds must be within 1 and 60");
            }
        }
    }

    /**
     * Start and end.
     *
     * @param graceSeconds when told to end, so long it goes on with scans whose end was read; the others are left to the group at once
     * @param readyFile a file that is there while the service is ready; empty for none
     */
    public record Service(int graceSeconds, String readyFile) {
        public Service {
            if (graceSeconds < 0) {
                throw new IllegalArgumentException("service.graceSeconds must be 0 or more");
            }
        }
    }

    /**
     * The endpoint for whoever operates the service: figures for Prometheus, health, log levels.
     *
     * @param port 0 for none
     * @param host address to listen on; there is no login: beyond this machine only where nobody else can reach it
     * @param log text, or json for an object a line
     * @param logLevel from which level on Larmor says something in its log: ERROR, WARN, INFO, DEBUG or TRACE; empty for that of
     *     {@code LARMOR_LOG}. The one key that a running program reads again when its file changes
     */
    public record Ops(int port, String host, String log, String logLevel) {
        public Ops {
            if (port < 0 || port > 65_535 || host.isBlank()) {
                throw new IllegalArgumentException("ops: port must be within 0 and 65535, host must be named");
            }
            if (!log.equals("text") && !log.equals("json")) {
                throw new IllegalArgumentException("ops.log '" + log + "' is neither text nor json");
            }
            if (!logLevel.matches("(ERROR|WARN|INFO|DEBUG|TRACE)?")) {
                throw new IllegalArgumentException("ops.logLevel '" + logLevel + "' is no level");
            }
        }

        /** Whether there is to be one. */
        public boolean listens() {
            return port > 0;
        }
    }

    /**
     * Where the steps of each scan's trace are sent.
     *
     * @param endpoint of a collector that speaks OTLP over HTTP, for example http://collector:4318; empty for that of the environment
     *     variable {@code OTEL_EXPORTER_OTLP_ENDPOINT}, and without that for none
     * @param share of the scans whose steps are sent; the same scans in every program
     */
    public record Tracing(String endpoint, double share) {
        public Tracing {
            if (!endpoint.isEmpty() && !endpoint.matches("https?://\\S+")) {
                throw new IllegalArgumentException("tracing.endpoint '" + endpoint + "' is no http:// address");
            }
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("tracing.share must be within 0 and 1");
            }
        }
    }

    /**
     * How a scan is reconstructed unless its header says otherwise (user parameters {@code larmor.method}, ...).
     *
     * @param method zero-filled, sense, l1-wavelet, low-rank-sparse, coarse-to-fine (or diffusion), diffuserecon or mc-ddpm (also with -paper)
     * @param model name of a model, or empty for the quickest that fits
     * @param samples posterior samples, 0 for the model's own number
     * @param steps network evaluations a sample, 0 for the model's own number
     * @param seed of the samples: the same seed gives the same pixels
     * @param gating whether and how free-running acquisitions are sorted into cardiac phases
     */
    public record Scan(String method, String model, int samples, int steps, long seed, Gating gating) {
        public Scan {
            Method.of(method);
        }

        ScanOptions options() {
            return new ScanOptions(Method.of(method), model, samples, steps, seed, 0, gating.settings());
        }
    }

    /**
     * Retrospective gating (user parameters {@code larmor.gating}, {@code larmor.phases}).
     *
     * @param source off, auto, ecg or trigger
     * @param phases cardiac phases; 0 for as many as the header's phase counter has, or 20
     * @param window a beat whose RR interval is off the running median by more than this share of it is set aside
     * @param tickMillis length of a tick of the scanner's clock
     */
    public record Gating(String source, int phases, double window, double tickMillis) {
        public Gating {
            settings(source, phases, window, tickMillis);
        }

        GatingSettings settings() {
            return settings(source, phases, window, tickMillis);
        }

        private static GatingSettings settings(String source, int phases, double window, double tickMillis) {
            return new GatingSettings(GatingSettings.Source.of(source), phases, window, tickMillis);
        }
    }

    /**
     * The anomaly role.
     *
     * @param group consumer group; its members share the studies
     * @param model name of a model, or empty for whichever fits
     * @param inFlight most maps that are made at a time; 16 on a GPU
     * @param join how the contrasts of a study come together
     */
    public record Anomaly(String group, String model, int inFlight, JoinSettings join) {
        public Anomaly {
            if (group.isBlank() || inFlight < 1) {
                throw new IllegalArgumentException("anomaly: group must be named, inFlight 1 or more");
            }
        }
    }

    /**
     * Where the models are and what they run on.
     *
     * @param zoo folder of model packages; a relative one from the working folder
     * @param threads threads of one operation on a CPU, 0 for one less than there are cores
     * @param device auto, cpu, cuda or cuda:N
     * @param batch most slices, or samples of slices, of one picture that the device works on at once; 0 for the device's own: 8 on
     *     CUDA, 1 on a CPU
     * @param merged most elements of one network evaluation for several slices and scans; 0 for the device's own: 32 on CUDA, 1 on
     *     a CPU
     * @param warmUp sizes of pictures for which every model is evaluated before it is used; on a GPU, those of your scans
     * @param reloadSeconds between two looks for new versions of the models; 0 for never
     * @param trustedKeys PEM files of the keys whose packages are loaded; none for any package that is whole
     */
    public record Models(
            String zoo,
            int threads,
            String device,
            int batch,
            int merged,
            List<ModelDiffusion.Size> warmUp,
            int reloadSeconds,
            List<String> trustedKeys) {
        public Models {
            warmUp = List.copyOf(warmUp);
            trustedKeys = List.copyOf(trustedKeys);
            if (warmUp.isEmpty()) {
                throw new IllegalArgumentException("warmUp needs a size: a model is evaluated before it is used");
            }
            if (batch < 0 || reloadSeconds < 0) {
                throw new IllegalArgumentException("batch and reloadSeconds must be 0 or more");
            }
            torch(threads, device, merged);
        }

        TorchSettings torch() {
            return torch(threads, device, merged);
        }

        private static TorchSettings torch(int threads, String device, int merged) {
            return new TorchSettings(threads, device, TorchSettings.DEFAULT.waiting(), merged, null);
        }

        public Path folder() {
            return Path.of(zoo);
        }

        /** Whose packages are loaded. */
        public Trust trust() {
            return trustedKeys.isEmpty()
                    ? Trust.standard()
                    : Trust.of(trustedKeys.stream().map(Path::of).toList());
        }
    }

    /** The same at another broker. */
    public ReconConfig withBootstrap(String bootstrap) {
        return with(kafka.at(kafka.access().at(bootstrap), kafka.prefix()));
    }

    /** The same with other topics. */
    public ReconConfig withPrefix(String prefix) {
        return with(kafka.at(kafka.access(), prefix));
    }

    /** The same, known to the broker in another way. */
    public ReconConfig withAccess(Access access) {
        return with(kafka.at(access, kafka.prefix()));
    }

    /** The same with models from another folder. */
    public ReconConfig withZoo(String zoo) {
        Models others = new Models(
                zoo,
                models.threads(),
                models.device(),
                models.batch(),
                models.merged(),
                models.warmUp(),
                models.reloadSeconds(),
                models.trustedKeys());
        return with(kafka, anomaly, others, service);
    }

    /** The same, ending at once when told to: what is unfinished is left. */
    public ReconConfig withoutGrace() {
        return with(kafka, anomaly, models, new Service(0, service.readyFile()));
    }

    /** The same with another join of the contrasts. */
    public ReconConfig withJoin(JoinSettings join) {
        Anomaly other = new Anomaly(anomaly.group(), anomaly.model(), anomaly.inFlight(), join);
        return with(kafka, other, models, service);
    }

    private ReconConfig with(Kafka other) {
        return with(other, anomaly, models, service);
    }

    private ReconConfig with(Kafka otherKafka, Anomaly otherAnomaly, Models otherModels, Service otherService) {
        return new ReconConfig(
                otherKafka,
                ingest,
                assemble,
                stages,
                schedule,
                reconstruct,
                synthesis,
                publish,
                otherAnomaly,
                scan,
                otherModels,
                otherService,
                ops,
                tracing);
    }
}
