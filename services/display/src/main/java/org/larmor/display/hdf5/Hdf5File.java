package org.larmor.display.hdf5;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes HDF5 files in one pass: superblock 2, object headers 2, groups with their links inside, contiguous arrays, and one heap
 * collection for each array of strings (HDF5 File Format Specification 3.0). The same nodes give the same bytes: no time is noted.
 */
public final class Hdf5File {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int SUPERBLOCK_BYTES = 48;
    private static final int ADDRESS = 8;
    private static final long NOWHERE = -1;
    private static final int ALIGNMENT = 8;

    /** Types of header messages. */
    private static final int DATASPACE = 0x01;

    private static final int LINK_INFO = 0x02;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LINK = 0x06;
    private static final int LAYOUT = 0x08;
    private static final int GROUP_INFO = 0x0a;

    private record Block(long bytes, Hdf5Node.Content content) {}

    private final List<Block> blocks = new ArrayList<>();
    private long end = SUPERBLOCK_BYTES;

    private Hdf5File() {}

    /**
     * Writes a file whose root group is {@code root}.
     *
     * @throws IOException if it cannot be written, or an array's content is not as long as its shape says
     */
    public static void write(OutputStream out, Hdf5Node.Group root) throws IOException {
        Hdf5File file = new Hdf5File();
        long rootAddress = file.place(root);
        out.write(superblock(rootAddress, file.end));
        for (Block block : file.blocks) {
            Counting counting = new Counting(out);
            block.content().writeTo(counting);
            if (counting.count != block.bytes()) {
                throw new IOException("an array of " + block.bytes() + " bytes was given " + counting.count);
            }
            out.write(new byte[(int) (aligned(block.bytes()) - block.bytes())]);
        }
    }

    /** Gives a node its place behind what it holds, and says where its header lies. */
    private long place(Hdf5Node node) {
        return switch (node) {
            case Hdf5Node.Group group -> placeGroup(group);
            case Hdf5Node.Dataset dataset ->
                placeHeader(dataHeader(
                        dataset.type(), dataset.shape(), reserve(dataset.bytes(), dataset.content()), dataset.bytes()));
            case Hdf5Node.Strings strings -> placeStrings(strings.values());
        };
    }

    private long placeGroup(Hdf5Node.Group group) {
        Little messages = new Little();
        message(
                messages,
                LINK_INFO,
                new Little().put(0, 2).put(NOWHERE, ADDRESS).put(NOWHERE, ADDRESS));
        message(messages, GROUP_INFO, new Little().put(0, 2));
        for (Map.Entry<String, Hdf5Node> child : group.children().entrySet()) {
            byte[] name = child.getKey().getBytes(US_ASCII);
            long address = place(child.getValue());
            message(
                    messages,
                    LINK,
                    new Little()
                            .put(1, 1)
                            .put(0, 1)
                            .put(name.length, 1)
                            .put(name)
                            .put(address, ADDRESS));
        }
        return placeHeader(messages);
    }

    private long placeStrings(List<String> values) {
        Little heap = new Little();
        Little references = new Little();
        long heapAddress = end;
        for (int i = 0; i < values.size(); i++) {
            byte[] text = values.get(i).getBytes(US_ASCII);
            if (text.length == 0) {
                references.put(new byte[16]);
                continue;
            }
            references.put(text.length, 4).put(heapAddress, ADDRESS).put(i + 1, 4);
            heap.put(i + 1, 2)
                    .put(1, 2)
                    .put(0, 4)
                    .put(text.length, ADDRESS)
                    .put(text)
                    .align(ALIGNMENT);
        }
        reserve(collection(heap));
        Hdf5Type.Text type = new Hdf5Type.Text();
        long bytes = references.size();
        return placeHeader(dataHeader(type, List.of(values.size()), reserve(references.toArray()), bytes));
    }

    /** A global heap collection; the library takes none below 4096 bytes, and object 0 is the space that is left. */
    private static byte[] collection(Little objects) {
        int used = 16 + objects.size();
        int size = Math.max(4096, used + 16);
        Little heap = new Little()
                .put("GCOL".getBytes(US_ASCII))
                .put(1, 4)
                .put(size, ADDRESS)
                .put(objects)
                .put(0, 8)
                .put(size - used, ADDRESS);
        return Arrays.copyOf(heap.toArray(), size);
    }

    private static Little dataHeader(Hdf5Type type, List<Integer> shape, long address, long bytes) {
        Little space = new Little().put(2, 1).put(shape.size(), 1).put(0, 1).put(1, 1);
        shape.forEach(n -> space.put(n, ADDRESS));
        Little messages = new Little();
        message(messages, DATASPACE, space);
        message(messages, DATATYPE, new Little().put(type.encoded()));
        message(messages, FILL_VALUE, new Little().put(3, 1).put(0x0a, 1));
        message(
                messages,
                LAYOUT,
                new Little().put(3, 1).put(1, 1).put(address, ADDRESS).put(bytes, ADDRESS));
        return messages;
    }

    private static void message(Little messages, int type, Little body) {
        messages.put(type, 1).put(body.size(), 2).put(0, 1).put(body);
    }

    private long placeHeader(Little messages) {
        Little header = new Little()
                .put("OHDR".getBytes(US_ASCII))
                .put(2, 1)
                .put(2, 1)
                .put(messages.size(), 4)
                .put(messages);
        return reserve(checked(header));
    }

    private static byte[] superblock(long root, long end) {
        return checked(new Little()
                .put(SIGNATURE)
                .put(2, 1)
                .put(ADDRESS, 1)
                .put(ADDRESS, 1)
                .put(0, 1)
                .put(0, ADDRESS)
                .put(NOWHERE, ADDRESS)
                .put(end, ADDRESS)
                .put(root, ADDRESS));
    }

    private static byte[] checked(Little bytes) {
        return bytes.put(Checksum.of(bytes.toArray(), bytes.size()), 4).toArray();
    }

    private long reserve(byte[] bytes) {
        return reserve(bytes.length, out -> out.write(bytes));
    }

    private long reserve(long bytes, Hdf5Node.Content content) {
        long address = end;
        blocks.add(new Block(bytes, content));
        end += aligned(bytes);
        return address;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static final class Counting extends FilterOutputStream {
        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }
    }
}
