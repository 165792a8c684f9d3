package org.larmor.proto.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Grant.Operation;

/** A program at the broker, and the least that it must be allowed there. */
public enum Role {
    /** {@code larmor topics create}, {@code larmor doctor}. */
    ADMIN,
    /** The scanner's side: {@code larmor replay}, {@code larmor simulate}. */
    CONSOLE,
    /** {@code larmor serve}, with {@code kafka.createTopics: false}. */
    RECON,
    /** {@code larmor serve --role anomaly}, likewise. */
    ANOMALY,
    /** {@code larmor display}. */
    DISPLAY,
    /** A program that sends scans and waits for their pictures. */
    BRIDGE,
    /** {@code larmor metrics}: reads results, and looks how far the services have come. */
    METRICS,
    /** {@code larmor watch}: reads results, and keeps its offsets in a group of its own. */
    WATCH,
    /** {@code larmor dead-letters}. */
    DEAD_LETTERS;

    /** What the groups of {@code larmor watch} begin with; each archive has one. */
    public static final String WATCH_GROUPS = "larmor-watch";

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException with the names that there are */
    public static Role of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role '" + label + "' is none of "
                        + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "))));
    }

    /**
     * What it needs and no more.
     *
     * @param group consumer group of the services of this role
     */
    public List<Grant> grants(Topics topics, String group) {
        return switch (this) {
            case ADMIN -> administration(topics, group);
            case CONSOLE ->
                List.of(Grant.topic(Operation.WRITE, topics.readouts()), Grant.topic(Operation.READ, topics.status()));
            case RECON -> reconstruction(topics, group);
            case ANOMALY -> analysis(topics, group);
            case DISPLAY, METRICS -> watching(topics, group);
            case BRIDGE -> bridge(topics);
            case WATCH -> archiving(topics);
            case DEAD_LETTERS ->
                List.of(
                        Grant.topic(Operation.READ, topics.deadLetters()),
                        Grant.topic(Operation.READ, topics.readouts()),
                        Grant.topic(Operation.WRITE, topics.readouts()));
        };
    }

    private static List<String> results(Topics topics) {
        return topics.layouts().stream()
                .map(layout -> layout.name())
                .filter(name -> !name.equals(topics.readouts()) && !name.equals(topics.progress()))
                .toList();
    }

    private static List<Grant> reading(List<String> names) {
        return names.stream().map(name -> Grant.topic(Operation.READ, name)).toList();
    }

    /** Results, and how far the services have come with the readouts. */
    private static List<Grant> watching(Topics topics, String group) {
        List<Grant> grants = new ArrayList<>(reading(results(topics)));
        grants.add(Grant.topic(Operation.DESCRIBE, topics.readouts()));
        grants.add(new Grant(Grant.Resource.GROUP, group, false, Operation.DESCRIBE));
        return List.copyOf(grants);
    }

    private static List<Grant> bridge(Topics topics) {
        List<Grant> grants = new ArrayList<>(List.of(Grant.topic(Operation.WRITE, topics.readouts())));
        grants.addAll(reading(results(topics)));
        return List.copyOf(grants);
    }

    private static List<Grant> archiving(Topics topics) {
        List<String> archived = results(topics).stream()
                .filter(name -> !name.equals(topics.deadLetters()))
                .toList();
        List<Grant> grants = new ArrayList<>(reading(archived));
        grants.add(new Grant(Grant.Resource.GROUP, WATCH_GROUPS, true, Operation.READ));
        return List.copyOf(grants);
    }

    private static List<Grant> reconstruction(Topics topics, String group) {
        List<Grant> grants = new ArrayList<>();
        grants.add(Grant.topic(Operation.READ, topics.readouts()));
        grants.add(new Grant(Grant.Resource.GROUP, group, false, Operation.READ));
        results(topics).stream()
                .filter(name -> !name.equals(topics.anomalies()))
                .forEach(name -> grants.add(Grant.topic(Operation.WRITE, name)));
        grants.add(Grant.topic(Operation.READ, topics.progress()));
        grants.add(Grant.topic(Operation.WRITE, topics.progress()));
        grants.add(new Grant(Grant.Resource.TRANSACTIONAL_ID, group + "-", true, Operation.WRITE));
        return List.copyOf(grants);
    }

    private static List<Grant> analysis(Topics topics, String group) {
        return List.of(
                Grant.topic(Operation.READ, topics.images()),
                new Grant(Grant.Resource.GROUP, group, false, Operation.READ),
                Grant.topic(Operation.WRITE, topics.anomalies()),
                Grant.topic(Operation.WRITE, topics.status()));
    }

    private static List<Grant> administration(Topics topics, String group) {
        List<Grant> grants = new ArrayList<>();
        for (var layout : topics.layouts()) {
            grants.add(Grant.topic(Operation.CREATE, layout.name()));
            grants.add(Grant.topic(Operation.DESCRIBE, layout.name()));
            grants.add(Grant.topic(Operation.DESCRIBE_CONFIGS, layout.name()));
        }
        grants.add(new Grant(Grant.Resource.GROUP, group, false, Operation.DESCRIBE));
        return List.copyOf(grants);
    }
}
