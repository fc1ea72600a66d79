/** Programs in the style of the competition's tasks, with their right answers. */
package org.umbriel.symexec.compete.tasks;
