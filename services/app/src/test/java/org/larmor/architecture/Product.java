package org.larmor.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/** The classes of every module that ships, read once. */
final class Product {
    /** The root package of each module, in the order in which a scan passes through them. */
    static final List<String> MODULES = List.of(
            "org.larmor.core",
            "org.larmor.proto",
            "org.larmor.models",
            "org.larmor.broker",
            "org.larmor.recon",
            "org.larmor.console",
            "org.larmor.display",
            "org.larmor.app");

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.larmor");

    private Product() {}

    /** How many classes there are under a package; a rule about none would hold of anything. */
    static long classesUnder(String root) {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.equals(root) || name.startsWith(root + "."))
                .count();
    }
}
