package org.larmor.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.larmor.proto.v1.Anomaly;
import org.larmor.proto.v1.Image;
import org.larmor.proto.v1.ScanRecord;

/**
 * Holds {@code docs/topics.md} and {@code docs/asyncapi.yaml} to the schema. After a change of the schema or of {@link Topics} they are
 * written anew by {@code ./mvnw -pl proto -am test -Dtest=TopicDocumentTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dlarmor.topics.update=true}.
 */
class TopicDocumentTest {
    private static final Path SCHEMA = Path.of("src/main/proto");
    private static final Path DOCS = Path.of("../docs");
    private static final List<FileDescriptor> FILES = List.of(
            ScanRecord.getDescriptor().getFile(),
            Image.getDescriptor().getFile(),
            Anomaly.getDescriptor().getFile());

    private static Map<String, String> comments() throws IOException {
        Map<String, String> all = new HashMap<>();
        for (FileDescriptor file : FILES) {
            all.putAll(SchemaComments.of(file.getPackage(), Files.readAllLines(SCHEMA.resolve(file.getName()))));
        }
        return all;
    }

    @Test
    void theTopicsAreDocumentedAsTheyAre() throws IOException {
        assertUpToDate("topics.md", new TopicDocument(FILES, comments()).markdown());
    }

    @Test
    void theAsyncApiDocumentSaysTheSame() throws IOException {
        assertUpToDate("asyncapi.yaml", new TopicDocument(FILES, comments()).asyncApi());
    }

    @Test
    void everyMessageFieldAndValueHasAComment() throws IOException {
        Map<String, String> comments = comments();
        for (FileDescriptor file : FILES) {
            file.getMessageTypes().forEach(message -> {
                assertCommented(comments, message.getFullName());
                message.getFields().stream()
                        .filter(field -> field.getRealContainingOneof() == null)
                        .map(FieldDescriptor::getFullName)
                        .forEach(name -> assertCommented(comments, name));
            });
            file.getEnumTypes().forEach(values -> {
                assertCommented(comments, values.getFullName());
                values.getValues().forEach(v -> assertCommented(comments, values.getFullName() + "." + v.getName()));
            });
        }
    }

    private static void assertCommented(Map<String, String> comments, String name) {
        assertTrue(!comments.getOrDefault(name, "").isEmpty(), name + " has no comment");
    }

    private static void assertUpToDate(String name, String text) throws IOException {
        Path file = DOCS.resolve(name);
        if (Boolean.getBoolean("larmor.topics.update")) {
            Files.writeString(file, text);
        }
        assertEquals(text, Files.readString(file), name + " is not what the schema says: see this test's comment");
    }
}
