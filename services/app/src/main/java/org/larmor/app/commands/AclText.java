package org.larmor.app.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.larmor.app.cli.BadInput;
import org.larmor.proto.access.Grant;

/** Access lists as those who set them up read them. */
final class AclText {
    private AclText() {}

    /**
     * @param lists what each principal is granted
     * @param cluster name of the Kafka resource that Strimzi's users belong to
     */
    static String of(String format, Map<String, List<Grant>> lists, String cluster) throws BadInput {
        return switch (format) {
            case "kafka-acls" -> commands(lists);
            case "strimzi" -> resources(lists, cluster);
            case "json" -> json(lists);
            default -> throw new BadInput("format '" + format + "' is none of kafka-acls, strimzi, json");
        };
    }

    private static String commands(Map<String, List<Grant>> lists) {
        StringBuilder text = new StringBuilder();
        lists.forEach((principal, grants) -> {
            text.append("# ").append(principal).append('\n');
            for (Grant grant : grants) {
                text.append("kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config admin.properties --add")
                        .append(" --allow-principal ")
                        .append(principal)
                        .append(" --operation ")
                        .append(word(grant.operation()))
                        .append(" --")
                        .append(lower(grant.resource()).replace('_', '-'))
                        .append(' ')
                        .append(grant.name())
                        .append(grant.prefixed() ? " --resource-pattern-type prefixed" : "")
                        .append('\n');
            }
        });
        return text.toString();
    }

    private static String resources(Map<String, List<Grant>> lists, String cluster) {
        List<String> users = new ArrayList<>();
        lists.forEach((principal, grants) ->
                users.add("""
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaUser
                metadata:
                  name: %s
                  labels: {strimzi.io/cluster: %s}
                spec:
                  authentication: {type: scram-sha-512}
                  authorization:
                    type: simple
                    acls:
                """.formatted(principal.substring("User:".length()), cluster) + rules(grants)));
        return String.join("---\n", users);
    }

    private static String rules(List<Grant> grants) {
        return grants.stream()
                .map(grant -> "      - resource: {type: %s, name: %s, patternType: %s}%n        operations: [%s]%n"
                        .formatted(
                                strimzi(grant.resource()),
                                grant.name(),
                                grant.prefixed() ? "prefix" : "literal",
                                word(grant.operation())))
                .collect(Collectors.joining());
    }

    private static String json(Map<String, List<Grant>> lists) {
        List<Map<String, String>> rows = new ArrayList<>();
        lists.forEach((principal, grants) -> grants.forEach(grant -> {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("principal", principal);
            row.put("resource", lower(grant.resource()));
            row.put("name", grant.name());
            row.put("pattern", grant.prefixed() ? "prefixed" : "literal");
            row.put("operation", lower(grant.operation()));
            rows.add(row);
        }));
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of words always encode", e);
        }
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static String strimzi(Grant.Resource resource) {
        return switch (resource) {
            case TOPIC -> "topic";
            case GROUP -> "group";
            case TRANSACTIONAL_ID -> "transactionalId";
        };
    }

    /** As Kafka's tools write it: DescribeConfigs. */
    private static String word(Grant.Operation operation) {
        return switch (operation) {
            case READ -> "Read";
            case WRITE -> "Write";
            case CREATE -> "Create";
            case DESCRIBE -> "Describe";
            case DESCRIBE_CONFIGS -> "DescribeConfigs";
        };
    }
}
