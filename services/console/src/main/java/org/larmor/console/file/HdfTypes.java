package org.larmor.console.file;

import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;

/** Whether the types of a file can be true: jhdf allocates what each part of a row says of itself. */
final class HdfTypes {
    private HdfTypes() {}

    /** Every part lies within the whole. */
    static boolean areConsistent(DataType type) {
        return switch (type) {
            case CompoundDataType row ->
                row.getMembers().stream()
                        .allMatch(member ->
                                (long) member.getOffset() + member.getDataType().getSize() <= row.getSize()
                                        && areConsistent(member.getDataType()));
            case ArrayDataType array -> isConsistent(array);
            default -> type.getSize() >= 0;
        };
    }

    private static boolean isConsistent(ArrayDataType array) {
        double bytes = array.getBaseType().getSize();
        for (int size : array.getArrayTypeDimensions()) {
            bytes *= size;
        }
        return bytes >= 0 && bytes <= array.getSize() && areConsistent(array.getBaseType());
    }
}
