/**
 * The client's side of the class endpoint: a Java agent that sends code to the proxy before it
 * runs. Start at {@link org.umbriel.agent.Agent}.
 */
package org.umbriel.agent;
