package org.larmor.app.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.larmor.proto.Topics;

/** Whether the brokers answer, what they are, and whether records of Larmor's size pass. */
final class BrokerCheck {
    private static final String GROUP_FEATURE = "group.version";
    private static final Map<String, String> SIZES = Map.of(
            "replica.fetch.max.bytes", "followers cannot copy the longest records",
            "socket.request.max.bytes", "requests with the longest records are refused",
            "fetch.max.bytes", "readers get less at a time than the longest record");

    private final Admin admin;

    BrokerCheck(Admin admin) {
        this.admin = admin;
    }

    List<Finding> look() throws ExecutionException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Collection<Node> nodes = admin.describeCluster().nodes().get();
        findings.add(
                nodes.size() < 3
                        ? Finding.warning(
                                "brokers",
                                nodes.size() + (nodes.size() == 1 ? " answers" : " answer"),
                                "run three or more, with a replication factor of 3: a broker that is lost is then no loss")
                        : Finding.ok("brokers", nodes.size() + " answer"));
        findings.add(features());
        try {
            findings.addAll(settings(nodes.iterator().next()));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            findings.add(Finding.ok("broker settings", "not for this user to see; topics are looked at instead"));
        }
        return findings;
    }

    private Finding features() throws ExecutionException, InterruptedException {
        Map<String, FinalizedVersionRange> all =
                admin.describeFeatures().featureMetadata().get().finalizedFeatures();
        Map<String, Short> levels = new TreeMap<>();
        all.forEach((name, range) -> levels.put(name, range.maxVersionLevel()));
        boolean newGroups = levels.getOrDefault(GROUP_FEATURE, (short) 0) > 0;
        String detail = "metadata.version " + levels.get("metadata.version") + ", "
                + (newGroups ? "the new group protocol (KIP-848)" : "the classic group protocol only");
        return newGroups
                ? Finding.ok("broker version", detail)
                : Finding.warning(
                        "broker version",
                        detail,
                        "with Kafka 4 and " + GROUP_FEATURE + " 1 rebalances do not stop the others");
    }

    private List<Finding> settings(Node node) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        List<Finding> findings = new ArrayList<>();
        SIZES.forEach((name, consequence) -> {
            var entry = config == null ? null : config.get(name);
            if (entry != null && Long.parseLong(String.valueOf(entry.value())) < Topics.MAX_MESSAGE_BYTES) {
                findings.add(Finding.warning(
                        "broker setting " + name,
                        entry.value() + " is less than " + Topics.MAX_MESSAGE_BYTES + ": " + consequence,
                        "set " + name + "=" + Topics.MAX_MESSAGE_BYTES + " or more on every broker"));
            }
        });
        var created = config == null ? null : config.get("auto.create.topics.enable");
        if (created != null && "true".equals(created.value())) {
            findings.add(Finding.warning(
                    "broker setting auto.create.topics.enable",
                    "a name that is written wrong becomes a topic, with the wrong sizes",
                    "set it to false"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("broker settings", "records of " + Topics.MAX_MESSAGE_BYTES + " bytes pass"));
        }
        return findings;
    }
}
