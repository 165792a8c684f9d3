package org.larmor.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.larmor.app.stack.ScanStack;
import org.larmor.proto.access.Grant;
import org.larmor.proto.access.Role;
import org.larmor.recon.ReconConfig;

/** Goes through a deployment, from the broker to the disk, and tells what it finds; changes nothing. */
public final class Doctor {
    private final ReconConfig config;
    private final Role role;
    private final int port;

    /**
     * @param role whose rights are looked at
     * @param port that the page would listen on; 0 where there is to be none
     */
    public Doctor(ReconConfig config, Role role, int port) {
        this.config = config;
        this.role = role;
        this.port = port;
    }

    /** @param withModels whether the packages are read and one is evaluated, which takes seconds */
    public List<Finding> look(boolean withModels) throws InterruptedException {
        List<Finding> findings = new ArrayList<>(broker());
        if (withModels) {
            findings.addAll(new ModelsCheck(config.models()).look());
        }
        findings.addAll(new MachineCheck(config, port).look());
        return findings;
    }

    private List<Finding> broker() throws InterruptedException {
        var access = config.kafka().access();
        var topics = config.kafka().topics();
        List<Finding> findings = new ArrayList<>();
        String group =
                role == Role.ANOMALY ? config.anomaly().group() : config.kafka().group();
        Set<String> used = role.grants(topics, group).stream().map(Grant::name).collect(Collectors.toSet());
        try (Admin admin = Admin.create(ScanStack.connection(access))) {
            findings.addAll(new BrokerCheck(admin).look());
            findings.addAll(new TopicsCheck(admin, topics, access.bootstrap(), used).look());
            findings.addAll(new AccessCheck(admin, access, role).look(topics, group));
        } catch (ExecutionException | KafkaException | IllegalArgumentException e) {
            findings.add(unusable(access.bootstrap(), e instanceof ExecutionException ? e.getCause() : e));
        }
        return findings;
    }

    private static Finding unusable(String bootstrap, @Nullable Throwable cause) {
        return Finding.wrong(
                "broker",
                ScanStack.cannotUse(bootstrap, cause),
                "look at kafka.bootstrap and kafka.security, at the broker, and at what is between");
    }
}
