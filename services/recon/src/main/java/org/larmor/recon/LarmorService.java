package org.larmor.recon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.larmor.recon.telemetry.Telemetry;

/** One or several roles in this process, on one device; {@link #close} ends them in the order of the data. */
public final class LarmorService implements AutoCloseable {
    private final @Nullable ReconService recon;
    private final @Nullable AnomalyService anomaly;
    private final Networks networks;
    private boolean closed;

    private LarmorService(@Nullable ReconService recon, @Nullable AnomalyService anomaly, Networks networks) {
        this.recon = recon;
        this.anomaly = anomaly;
        this.networks = networks;
    }

    /** Starts the roles; each takes what comes from the moment on at which its group was given partitions. */
    public static LarmorService start(ReconConfig config, Set<Role> roles) {
        return start(config, roles, Telemetry.none());
    }

    /** The same, told to these figures and traces. */
    public static LarmorService start(ReconConfig config, Set<Role> roles, Telemetry telemetry) {
        return start(config, roles, Networks.of(config, roles), new KafkaClients(config), telemetry);
    }

    /** Starts the roles with these models, which it closes when it is closed. */
    static LarmorService start(ReconConfig config, Set<Role> roles, Networks networks) {
        return start(config, roles, networks, new KafkaClients(config), Telemetry.none());
    }

    /** Starts the roles with these clients. */
    static LarmorService start(
            ReconConfig config, Set<Role> roles, Networks networks, KafkaClients clients, Telemetry telemetry) {
        ReconService recon =
                roles.contains(Role.RECON) ? ReconService.start(config, networks, clients, telemetry) : null;
        try {
            AnomalyService anomaly =
                    roles.contains(Role.ANOMALY) ? anomaly(config, networks, clients, recon == null, telemetry) : null;
            return new LarmorService(recon, anomaly, networks);
        } catch (RuntimeException | Error e) {
            new LarmorService(recon, null, networks).close();
            throw e;
        }
    }

    /** @param alone the file that says that this process is ready is its own; else that of the pipeline is */
    private static AnomalyService anomaly(
            ReconConfig config, Networks networks, KafkaClients clients, boolean alone, Telemetry telemetry) {
        ReadyFile file = new ReadyFile(alone ? config.service().readyFile() : "");
        return AnomalyService.start(config, networks.anomalies(), clients, file, telemetry);
    }

    /** The role of that name, null where this process has it not. */
    @Nullable
    ReconService recon() {
        return recon;
    }

    /** Ends when every role takes what comes. Fails if one stops before. */
    public CompletionStage<Void> ready() {
        CompletionStage<Void> analyses = anomaly == null ? CompletableFuture.completedFuture(null) : anomaly.ready();
        return recon == null ? analyses : recon.ready().thenCombine(analyses, (one, other) -> one);
    }

    /** What stands still in this process, a line each; nothing where it lives. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        if (recon != null) {
            troubles.addAll(recon.troubles());
        }
        if (anomaly != null) {
            troubles.addAll(anomaly.troubles());
        }
        return troubles;
    }

    /** Roles that do not take what comes, a line each; nothing where all do. */
    public List<String> unready() {
        List<String> unready = new ArrayList<>();
        if (recon != null && recon.state() != ReconService.State.READY) {
            unready.add("recon: " + recon.state().name().toLowerCase(Locale.ROOT));
        }
        if (anomaly != null && !anomaly.isReady()) {
            unready.add("anomaly: not a member of its group");
        }
        return unready;
    }

    /** Ends when one of its roles does: normally after {@link #close}, with the cause where it cannot go on. */
    public CompletionStage<Void> stopped() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        if (recon != null) {
            recon.stopped().whenComplete((nothing, cause) -> complete(first, cause));
        }
        if (anomaly != null) {
            anomaly.stopped().whenComplete((nothing, cause) -> complete(first, cause));
        }
        return first;
    }

    private static void complete(CompletableFuture<Void> first, @Nullable Throwable cause) {
        boolean unused = cause == null ? first.complete(null) : first.completeExceptionally(cause);
    }

    /** Ends all, once; who calls while another does waits for that. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (anomaly != null) {
            anomaly.close();
        }
        if (recon != null) {
            recon.close();
        } else {
            networks.close();
        }
    }
}
