package org.larmor.display.hdf5;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** What a file holds under a name. */
public sealed interface Hdf5Node {
    /** Further nodes, in this order. */
    record Group(Map<String, Hdf5Node> children) implements Hdf5Node {}

    /**
     * An array.
     *
     * @param shape slowest axis first
     * @param content writes exactly the elements' bytes, in C order
     */
    record Dataset(Hdf5Type type, List<Integer> shape, Content content) implements Hdf5Node {
        public Dataset {
            shape = List.copyOf(shape);
        }

        long bytes() {
            return shape.stream().mapToLong(n -> n).reduce(type.size(), Math::multiplyExact);
        }
    }

    /** An array of strings (ASCII), one axis. */
    record Strings(List<String> values) implements Hdf5Node {
        private static final int MOST = 65_535;

        /** @throws IllegalArgumentException if there are more than one heap collection numbers */
        public Strings {
            values = List.copyOf(values);
            if (values.size() > MOST) {
                throw new IllegalArgumentException(values.size() + " strings; a dataset takes at most " + MOST);
            }
        }
    }

    /** Writes an array's bytes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
