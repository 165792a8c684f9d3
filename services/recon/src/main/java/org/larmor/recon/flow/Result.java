package org.larmor.recon.flow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something final that the service has to say of a scan: said once, in the order in which it was handed over. */
public sealed interface Result {
    String scanId();

    /** Where it goes. */
    String topic();

    /** Which partition of the topic; null for that of the scan's id. */
    @Nullable
    Integer partition();

    /** What goes there; empty for nothing. */
    byte[] value();

    /** What is said of it beside it. */
    Map<String, byte[]> headers();

    /**
     * A last picture or a frame.
     *
     * @param name what it is, within its scan: whoever makes the scan again finds the same name for the same thing
     */
    record Piece(
            String scanId,
            String name,
            String topic,
            @Nullable Integer partition,
            byte[] value,
            Map<String, byte[]> headers)
            implements Result {
        /** One of which nothing more is said. */
        public Piece(String scanId, String name, String topic, byte[] value) {
            this(scanId, name, topic, null, value, Map.of());
        }
    }

    /**
     * Nothing more comes of the scan, and its records are not needed any more.
     *
     * @param value its last status; empty where there is none
     * @param assembled the offset of the last record that was assembled, by partition: later records under the scan's name belong
     *     to another scan
     */
    record End(String scanId, String topic, byte[] value, Map<Integer, Long> assembled, Map<String, byte[]> headers)
            implements Result {
        public End {
            assembled = Map.copyOf(assembled);
        }

        /** One of which nothing more is said. */
        public End(String scanId, String topic, byte[] value, Map<Integer, Long> assembled) {
            this(scanId, topic, value, assembled, Map.of());
        }

        @Override
        public @Nullable Integer partition() {
            return null;
        }
    }
}
