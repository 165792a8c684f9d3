package org.larmor.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;

/** Classes whose public methods or constructors speak of somebody else's package. */
final class OpenSignatures {
    private OpenSignatures() {}

    static DescribedPredicate<JavaClass> mentioning(String packagePrefix) {
        return DescribedPredicate.describe(
                "have a public signature that mentions " + packagePrefix,
                type -> type.getCodeUnits().stream().anyMatch(unit -> mentions(unit, packagePrefix)));
    }

    private static boolean mentions(JavaCodeUnit unit, String packagePrefix) {
        return unit.getModifiers().contains(JavaModifier.PUBLIC)
                && (within(unit.getRawReturnType(), packagePrefix)
                        || unit.getRawParameterTypes().stream().anyMatch(type -> within(type, packagePrefix)));
    }

    private static boolean within(JavaClass type, String packagePrefix) {
        return type.getBaseComponentType().getPackageName().startsWith(packagePrefix);
    }
}
