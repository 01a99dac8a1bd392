/** The path of the program. */
export declare const binary: string;
