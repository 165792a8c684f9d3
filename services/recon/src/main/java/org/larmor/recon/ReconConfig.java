package org.larmor.recon;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.larmor.core.gating.GatingSettings;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.proto.Topics;
import org.larmor.recon.analyse.JoinSettings;
import org.larmor.recon.assemble.AssembleSettings;
import org.larmor.recon.assemble.StageSettings;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.ingest.IngestSettings;
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
        Anomaly anomaly,
        Scan scan,
        Models models) {
    public static final ReconConfig DEFAULT = new ReconConfig(
            new Kafka("localhost:9092", "larmor", "larmor-recon", true, Map.of()),
            IngestSettings.DEFAULT,
            AssembleSettings.DEFAULT,
            StageSettings.DEFAULT,
            ScheduleSettings.DEFAULT,
            ReconstructSettings.DEFAULT,
            SynthesisSettings.DEFAULT,
            new Anomaly("larmor-anomaly", "", 2, JoinSettings.DEFAULT),
            new Scan("coarse-to-fine", "", 0, 0, 1, new Gating("off", 0, .25, 2.5)),
            new Models("models/zoo", 0, "auto", 0, 0, List.of(new ModelDiffusion.Size(192, 192)), 5));

    /**
     * Where the broker is.
     *
     * @param bootstrap host:port, several with commas
     * @param prefix what the topics' names begin with
     * @param group consumer group; members of one group share the partitions
     * @param createTopics creates missing topics when the service starts
     * @param properties further settings of Kafka's clients by Kafka's names, for example for TLS
     */
    public record Kafka(
            String bootstrap, String prefix, String group, boolean createTopics, Map<String, String> properties) {
        public Kafka {
            if (bootstrap.isBlank() || group.isBlank()) {
                throw new IllegalArgumentException("kafka: bootstrap and group must be named");
            }
            properties = Map.copyOf(properties);
        }

        Topics topics() {
            return new Topics(prefix);
        }

        Map<String, Object> connection() {
            Map<String, Object> connection = new java.util.HashMap<>(properties);
            connection.put("bootstrap.servers", bootstrap);
            return connection;
        }
    }

    /**
     * How a scan is reconstructed unless its header says otherwise (user parameters {@code larmor.method}, ...).
     *
     * @param method zero-filled, sense, l1-wavelet, low-rank-sparse, coarse-to-fine (or diffusion), diffuserecon or mc-ddpm (also with -paper)
     * @param model name of a model, or empty for whichever fits
     * @param samples posterior samples, 0 for the model's own number
     * @param steps network evaluations a sample, 0 for the model's own number
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
     * @param inFlight most maps that are made at a time
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
     * @param warmUp sizes of pictures for which every model is evaluated before it is used
     * @param reloadSeconds between two looks for new versions of the models; 0 for never
     */
    public record Models(
            String zoo,
            int threads,
            String device,
            int batch,
            int merged,
            List<ModelDiffusion.Size> warmUp,
            int reloadSeconds) {
        public Models {
            warmUp = List.copyOf(warmUp);
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

        Path folder() {
            return Path.of(zoo);
        }
    }

    /** The same at another broker. */
    public ReconConfig withBootstrap(String bootstrap) {
        return with(new Kafka(bootstrap, kafka.prefix(), kafka.group(), kafka.createTopics(), kafka.properties()));
    }

    /** The same with other topics. */
    public ReconConfig withPrefix(String prefix) {
        return with(new Kafka(kafka.bootstrap(), prefix, kafka.group(), kafka.createTopics(), kafka.properties()));
    }

    /** The same with models from another folder. */
    public ReconConfig withZoo(String zoo) {
        return new ReconConfig(
                kafka,
                ingest,
                assemble,
                stages,
                schedule,
                reconstruct,
                synthesis,
                anomaly,
                scan,
                new Models(
                        zoo,
                        models.threads(),
                        models.device(),
                        models.batch(),
                        models.merged(),
                        models.warmUp(),
                        models.reloadSeconds()));
    }

    /** The same with another join of the contrasts. */
    public ReconConfig withJoin(JoinSettings join) {
        Anomaly other = new Anomaly(anomaly.group(), anomaly.model(), anomaly.inFlight(), join);
        return new ReconConfig(kafka, ingest, assemble, stages, schedule, reconstruct, synthesis, other, scan, models);
    }

    private ReconConfig with(Kafka other) {
        return new ReconConfig(
                other, ingest, assemble, stages, schedule, reconstruct, synthesis, anomaly, scan, models);
    }
}
