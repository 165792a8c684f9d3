package org.larmor.proto.access;

/**
 * One thing that a program must be allowed to do at the broker.
 *
 * @param prefixed whether every resource is meant whose name begins so
 */
public record Grant(Resource resource, String name, boolean prefixed, Operation operation) {
    /** What is used. */
    public enum Resource {
        TOPIC,
        GROUP,
        TRANSACTIONAL_ID
    }

    /** How it is used, by Kafka's names; to read or to write includes to describe. */
    public enum Operation {
        READ,
        WRITE,
        CREATE,
        DESCRIBE,
        DESCRIBE_CONFIGS
    }

    static Grant topic(Operation operation, String name) {
        return new Grant(Resource.TOPIC, name, false, operation);
    }
}
