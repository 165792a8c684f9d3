package org.larmor.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;
import java.util.Map;
import org.larmor.proto.v1.Anomaly;
import org.larmor.proto.v1.DeadLetter;
import org.larmor.proto.v1.Frame;
import org.larmor.proto.v1.Image;
import org.larmor.proto.v1.ScanRecord;
import org.larmor.proto.v1.ScanStatus;

/** What is in the topics, for people ({@link #markdown}) and for tools ({@link #asyncApi}): the schema and its comments. */
final class TopicDocument {
    /** What a topic's records are, who writes them, and what a reader must know of their order. */
    record Topic(TopicLayout layout, Descriptor message, String writer, String order) {
        String title() {
            return layout.name();
        }

        String cleanup() {
            return "deleted after "
                    + (layout.retention().toHours() <= 24
                            ? layout.retention().toHours() + " hours"
                            : layout.retention().toDays() + " days");
        }
    }

    private static final String CONSOLE = "the console";
    private static final String SERVICE = "the service";
    private final List<FileDescriptor> files;
    private final Map<String, String> comments;

    /** @param comments what is said of each message, field, enumeration and value, by its full name */
    TopicDocument(List<FileDescriptor> files, Map<String, String> comments) {
        this.files = files;
        this.comments = comments;
    }

    static List<Topic> topics() {
        Topics topics = Topics.DEFAULT;
        return topics.layouts().stream()
                .filter(layout -> !layout.name().equals(topics.progress())) // the service's own notes
                .map(layout -> switch (layout.name().substring(topics.prefix().length() + 1)) {
                    case "readouts" ->
                        new Topic(
                                layout,
                                ScanRecord.getDescriptor(),
                                CONSOLE,
                                "one scan in the order in which it happened: started, readouts and waveforms, ended or aborted");
                    case "previews" ->
                        new Topic(
                                layout,
                                Image.getDescriptor(),
                                SERVICE,
                                "of one image a higher revision replaces a lower one");
                    case "images" ->
                        new Topic(
                                layout,
                                Image.getDescriptor(),
                                SERVICE,
                                "one record an image, unless a scan is made again; its revision is above those of its previews");
                    case "frames" ->
                        new Topic(
                                layout,
                                Frame.getDescriptor(),
                                SERVICE,
                                "any; what replaces what is said at the message");
                    case "anomalies" ->
                        new Topic(
                                layout,
                                Anomaly.getDescriptor(),
                                "the anomaly role",
                                "any; of one place a map of a higher revision replaces those of lower ones");
                    case "status" ->
                        new Topic(
                                layout,
                                ScanStatus.getDescriptor(),
                                SERVICE,
                                "as it happened; DONE, FAILED or ABORTED comes last, and may overtake records of the other topics");
                    case "dead-letters" -> new Topic(layout, DeadLetter.getDescriptor(), SERVICE, "as it happened");
                    default -> throw new AssertionError(layout.name() + " has no message");
                })
                .toList();
    }

    String markdown() {
        StringBuilder out = new StringBuilder("""
                # The topics

                <!-- Made from proto/src/main/proto by TopicDocumentTest, which says how; changes belong there. -->

                Every record's key is the scan's id (of an anomaly map the study's, where there is one), so what belongs to a scan stays in order
                on one partition; last pictures of one study share a partition. Its value is the message named
                here, in protobuf. Fields are only ever added: a reader that does not know one passes it over, and the build refuses a change that
                would break readers. Values are at most %s bytes long; `Topics.consumerSettings()` has the settings of a consumer that takes
                them. [asyncapi.yaml](asyncapi.yaml) says the same for tools, [read_pictures.py](examples/read_pictures.py) reads pictures in Python,
                [send_scan.py](examples/send_scan.py) sends a scan, and the [guides](guides/display-developer.md) have the same in Java. `larmor.progress` holds the service's own notes and is for nobody else.

                Every record is also a [CloudEvent](https://cloudevents.io) 1.0 in the binary mode of the Kafka binding, so that it can be told apart,
                routed and counted unread. These headers take 320 bytes a record where a scan's id has 36 characters, and 1.4 us to make: .06 %% of a
                record of readouts at full speed, .2 %% of a preview of 192 x 192 pixels, 2 %% of a record that holds one readout of 16 KB.

                | header | what |
                |---|---|
                | `ce_specversion` | 1.0 |
                | `ce_id` | the key, a slash, and what the record is within it: `readouts 0-31`, `image 0.0.0.3` (repetition, contrast, phase, slice), `image 0.0.0.3 preview 2`, ... It follows from what the record says: what is sent or made again has the same id |
                | `ce_source` | `/larmor/console`, `/larmor/recon` or `/larmor/anomaly`; source and id together name one event |
                | `ce_type` | `org.larmor.v1.` and the message |
                | `ce_subject` | the key; left out where a dead letter knows no scan |
                | `ce_time` | when it was said, UTC |
                | `content-type` | `application/protobuf` |
                | `traceparent` | the scan's trace, where it has one ([W3C](https://www.w3.org/TR/trace-context/)): of a scan's own records the sending, whose step id is the second half of the trace's; of what is published its own step, the first 8 bytes of the SHA-256 of trace id, a space and `ce_id`, without the first bit |

                | topic | message | written by | order within a scan | partitions | kept |
                |---|---|---|---|---|---|
                """.formatted(grouped(Topics.MAX_RECORD_BYTES)));
        topics().forEach(topic -> row(
                out,
                "`" + topic.title() + "`",
                link(topic.message().getName()),
                topic.writer(),
                topic.order(),
                topic.layout().partitions(),
                topic.cleanup()));
        for (FileDescriptor file : files) {
            file.getMessageTypes().forEach(message -> message(out, message));
            file.getEnumTypes().forEach(values -> enumeration(out, values));
        }
        return out.toString();
    }

    private void message(StringBuilder out, Descriptor message) {
        heading(out, message.getName(), comment(message.getFullName()));
        out.append("| field | number | type | meaning |\n|---|---|---|---|\n");
        for (FieldDescriptor field : message.getFields()) {
            var choice = field.getRealContainingOneof();
            String which = choice == null
                    ? ""
                    : "One of the " + choice.getFields().size() + " kinds of " + choice.getName() + ". ";
            row(
                    out,
                    "`" + field.getName() + "`",
                    field.getNumber(),
                    type(field),
                    (which + comment(field.getFullName())).strip());
        }
    }

    private void enumeration(StringBuilder out, EnumDescriptor values) {
        heading(out, values.getName(), comment(values.getFullName()));
        out.append("| value | number | meaning |\n|---|---|---|\n");
        // the full name of a value has its enumeration's neighbourhood, not its enumeration
        values.getValues()
                .forEach(value -> row(
                        out,
                        "`" + value.getName() + "`",
                        value.getNumber(),
                        comment(values.getFullName() + "." + value.getName())));
    }

    private static void heading(StringBuilder out, String name, String comment) {
        out.append("\n## ").append(name).append("\n\n").append(comment).append("\n\n");
    }

    private static String type(FieldDescriptor field) {
        String plain =
                switch (field.getJavaType()) {
                    case MESSAGE -> link(field.getMessageType().getName());
                    case ENUM -> link(field.getEnumType().getName());
                    case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                        field.getType().name().toLowerCase(java.util.Locale.ROOT);
                };
        if (field.isRepeated()) {
            return "repeated " + plain;
        }
        return field.toProto().getProto3Optional() ? "optional " + plain : plain;
    }

    private static String link(String name) {
        return "[" + name + "](#" + name.toLowerCase(java.util.Locale.ROOT) + ")";
    }

    private String comment(String name) {
        return comments.getOrDefault(name, "");
    }

    private static void row(StringBuilder out, Object... cells) {
        for (Object cell : cells) {
            out.append("| ").append(cell.toString().replace("|", "\\|")).append(' ');
        }
        out.append("|\n");
    }

    private static String grouped(long number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }

    /** AsyncAPI 3.0, as seen by the service: it receives scans and sends the rest. */
    String asyncApi() {
        StringBuilder out = new StringBuilder("""
                # Made from proto/src/main/proto by TopicDocumentTest, which says how; changes belong there.
                asyncapi: 3.0.0
                info:
                  title: Larmor
                  version: larmor.v1
                  description: Scans in, pictures with their uncertainty, frames and status out, over Kafka. Not a medical device.
                  license:
                    name: Apache-2.0
                    url: https://www.apache.org/licenses/LICENSE-2.0
                defaultContentType: application/protobuf
                servers:
                  kafka:
                    host: localhost:9092
                    protocol: kafka
                channels:
                """);
        for (Topic topic : topics()) {
            String id = id(topic);
            out.append("""
                      %s:
                        address: %s
                        description: "Written by %s. Order within a scan: %s."
                        servers:
                          - $ref: '#/servers/kafka'
                        messages:
                          %s:
                            $ref: '#/components/messages/%s'
                        bindings:
                          kafka:
                            partitions: %d
                            topicConfiguration:
                              cleanup.policy: [delete]
                              retention.ms: %d
                              max.message.bytes: %d
                    """.formatted(
                            id,
                            topic.title(),
                            topic.writer(),
                            topic.order(),
                            topic.message().getName(),
                            topic.message().getName(),
                            topic.layout().partitions(),
                            topic.layout().retention().toMillis(),
                            Topics.MAX_MESSAGE_BYTES));
        }
        out.append("operations:\n");
        for (Topic topic : topics()) {
            String action = topic.writer().equals(CONSOLE) ? "receive" : "send";
            out.append("  %s_%s:\n    action: %s\n    channel:\n      $ref: '#/channels/%s'\n"
                    .formatted(action, id(topic), action, id(topic)));
        }
        out.append("components:\n  messages:\n");
        topics().stream()
                .map(Topic::message)
                .distinct()
                .forEach(message -> out.append("""
                    %s:
                      name: %s
                      summary: "%s"
                      contentType: application/protobuf
                      headers:
                        $ref: '#/components/schemas/CloudEvent'
                      payload:
                        type: string
                        format: binary
                        description: the message in protobuf
                        x-protobuf-message: %s
                        x-protobuf-file: proto/src/main/proto/%s
                      bindings:
                        kafka:
                          key:
                            type: string
                            description: the scan's id; of an anomaly map the study's, where there is one
                            pattern: '^[A-Za-z0-9._-]{1,128}$'
                """.formatted(
                                message.getName(),
                                message.getFullName(),
                                firstSentence(comment(message.getFullName())),
                                message.getFullName(),
                                message.getFile().getName())));
        return out.append(CLOUD_EVENT).toString();
    }

    /** The headers of every record. */
    private static final String CLOUD_EVENT = """
              schemas:
                CloudEvent:
                  description: CloudEvents 1.0, binary mode of the Kafka binding, and W3C trace context
                  type: object
                  required: [ce_specversion, ce_id, ce_source, ce_type, ce_time, content-type]
                  properties:
                    ce_specversion: {type: string, const: '1.0'}
                    ce_id: {type: string, description: 'the same for what is sent or made again'}
                    ce_source: {type: string, enum: [/larmor/console, /larmor/recon, /larmor/anomaly]}
                    ce_type: {type: string, pattern: '^org\\.larmor\\.v1\\.[A-Za-z]+$'}
                    ce_subject: {type: string, description: 'the key'}
                    ce_time: {type: string, format: date-time}
                    content-type: {type: string, const: application/protobuf}
                    traceparent: {type: string, pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-01$'}
            """;

    private static String id(Topic topic) {
        return topic.title().substring(Topics.DEFAULT.prefix().length() + 1).replace('-', '_');
    }

    private static String firstSentence(String comment) {
        return comment.replaceFirst("(?<=[.]) .*", "").replace('"', '\'');
    }
}
