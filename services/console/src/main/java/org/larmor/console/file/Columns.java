package org.larmor.console.file;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some rows of an HDF5 table, column by column, as jhdf gives them. */
final class Columns {
    private final Map<?, ?> columns;
    private final Hdf5 file;

    Columns(Map<?, ?> columns, Hdf5 file) {
        this.columns = columns;
        this.file = file;
    }

    /** Columns within a column. */
    Columns group(String name) {
        if (columns.get(name) instanceof Map<?, ?> inner) {
            return new Columns(inner, file);
        }
        throw file.failure("its table has no columns '" + name + "'");
    }

    /** What a row holds in a column, as an unsigned number. */
    long number(String name, int row) {
        Object value = cell(name, row);
        if (value instanceof BigInteger big) {
            return big.longValue();
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw file.failure("column '" + name + "' holds no numbers");
    }

    int integer(String name, int row) {
        return (int) Math.clamp(number(name, row), 0, Integer.MAX_VALUE);
    }

    double real(String name, int row) {
        if (cell(name, row) instanceof Number number) {
            return number.doubleValue();
        }
        throw file.failure("column '" + name + "' holds no numbers");
    }

    /** What a row holds in a column of lists of floats. */
    float[] floats(String name, int row) {
        if (cell(name, row) instanceof float[] floats) {
            return floats;
        }
        throw file.failure("column '" + name + "' holds no lists of floats");
    }

    /** What a row holds in a column of lists of numbers. */
    long[] numbers(String name, int row) {
        Object list = cell(name, row);
        if (!list.getClass().isArray()) {
            throw file.failure("column '" + name + "' holds no lists of numbers");
        }
        long[] numbers = new long[Array.getLength(list)];
        for (int i = 0; i < numbers.length; i++) {
            Object value = Array.get(list, i);
            numbers[i] = value instanceof Number number ? number.longValue() : 0;
        }
        return numbers;
    }

    private Object cell(String name, int row) {
        Object column = column(name);
        Object value = column != null && row < Array.getLength(column) ? Array.get(column, row) : null;
        if (value == null) {
            throw file.failure("its table has no column '" + name + "'");
        }
        return value;
    }

    /** The array of a column, or null. */
    @Nullable
    Object column(String name) {
        Object column = columns.get(name);
        return column != null && column.getClass().isArray() ? column : null;
    }
}
