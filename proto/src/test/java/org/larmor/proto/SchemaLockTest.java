package org.larmor.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.larmor.proto.v1.Anomaly;
import org.larmor.proto.v1.Image;
import org.larmor.proto.v1.ScanRecord;

/**
 * Refuses changes of the wire format that old records or old readers would not survive.
 *
 * <p>The lock is {@code proto/src/main/proto/larmor/v1/schema.lock}. New fields are added to it by
 * {@code ./mvnw -pl proto -am test -Dtest=SchemaLockTest -Dsurefire.failIfNoSpecifiedTests=false -Dlarmor.schema.update=true},
 * which never changes or drops a line that is there: a breaking change needs a new package, {@code larmor.v2}.
 */
class SchemaLockTest {
    private static final Path LOCK = Path.of("src/main/proto/larmor/v1/schema.lock");
    private static final String UPDATE = "larmor.schema.update";
    private static final List<FileDescriptor> FILES = List.of(
            ScanRecord.getDescriptor().getFile(),
            Image.getDescriptor().getFile(),
            Anomaly.getDescriptor().getFile());

    @Test
    void everythingThatWasLockedIsStillThere() throws IOException {
        assertEquals(List.of(), SchemaLock.broken(locked(), SchemaLock.describe(FILES)));
    }

    @Test
    void everyFieldIsLocked() throws IOException {
        Map<String, String> now = SchemaLock.describe(FILES);
        Map<String, String> locked = Files.exists(LOCK) ? locked() : new TreeMap<>();
        if (Boolean.getBoolean(UPDATE)) {
            now.forEach(locked::putIfAbsent);
            write(locked);
        }
        now.keySet().removeAll(locked.keySet());
        assertEquals(Map.of(), now, "new on the wire: lock it with -D" + UPDATE + "=true, see this test's comment");
    }

    @Test
    void noticesAFieldThatWasRenumbered() throws Exception {
        assertNotices("larmor.v1.Readout.samples", "changed from 15 bytes to 99 bytes", field -> field.setNumber(99));
    }

    @Test
    void noticesAFieldThatWasRetyped() throws Exception {
        assertNotices(
                "larmor.v1.Readout.flags",
                "changed from 2 fixed64 to 2 uint64",
                field -> field.setType(FieldDescriptorProto.Type.TYPE_UINT64));
    }

    @Test
    void noticesAFieldThatWasRemovedOrRenamed() throws Exception {
        assertNotices("larmor.v1.Readout.coils", "was removed", field -> field.setName("channels"));
    }

    private static void assertNotices(String name, String what, Consumer<FieldDescriptorProto.Builder> change)
            throws Exception {
        List<String> broken =
                SchemaLock.broken(SchemaLock.describe(FILES), SchemaLock.describe(List.of(changed(name, change))));
        List<String> ofScan =
                broken.stream().filter(line -> line.startsWith(name + " ")).toList();
        assertEquals(1, ofScan.size(), broken.toString());
        assertTrue(ofScan.get(0).contains(what), ofScan.toString());
    }

    /** The schema of scans with one field changed. */
    private static FileDescriptor changed(String name, Consumer<FieldDescriptorProto.Builder> change) throws Exception {
        FileDescriptorProto.Builder file = ScanRecord.getDescriptor().getFile().toProto().toBuilder();
        file.getMessageTypeBuilderList().stream()
                .flatMap(message -> message.getFieldBuilderList().stream()
                        .filter(field -> name.equals("larmor.v1." + message.getName() + "." + field.getName())))
                .forEach(change);
        return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
    }

    private static Map<String, String> locked() throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (String line : Files.readAllLines(LOCK)) {
            int equals = line.indexOf(" = ");
            if (equals > 0 && !line.startsWith("#")) {
                lines.put(line.substring(0, equals), line.substring(equals + 3));
            }
        }
        assertTrue(!lines.isEmpty(), LOCK + " is empty");
        return lines;
    }

    private static void write(Map<String, String> lines) throws IOException {
        StringBuilder text =
                new StringBuilder("# Every field and value on the wire. Only ever added to; see SchemaLockTest.\n");
        lines.forEach(
                (name, what) -> text.append(name).append(" = ").append(what).append('\n'));
        Path temporary = LOCK.resolveSibling("schema.lock.tmp");
        Files.writeString(temporary, text);
        Files.move(temporary, LOCK, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
